package io.passo.standalone.cli;

import io.passo.servers.Jdk;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** {@code up} in a process of its own that lives on when this one and its terminal are gone. */
final class Detached {
  private static final String MARK = "passo.detached";
  private static final Duration STEP = Duration.ofMillis(100);

  private Detached() {}

  /** True in the process that was started. */
  static boolean isThisProcess() {
    return Boolean.getBoolean(MARK);
  }

  /** Starts it with the same arguments; returns when the API answers. */
  static SystemStatus start(Path data, List<String> arguments, PrintWriter progress) {
    Path log = data.resolve("logs").resolve("passo.log");
    Process process = launch(log, arguments);
    int shown = 0;
    while (true) {
      shown = show(log, shown, progress);
      Optional<SystemStatus> status =
          SystemStatus.running(data)
              .filter(found -> found.launcher().pid() == process.pid() && found.ready());
      if (status.isPresent()) {
        return status.get();
      }
      if (!process.isAlive()) {
        show(log, shown, progress);
        throw new SystemException("Expected the system to start but it did not, see " + log);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private static Process launch(Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(Jdk.program("java"));
    command.addAll(
        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-D" + MARK + "=true"));
    Optional.ofNullable(System.getProperty("passo.home"))
        .ifPresent(home -> command.add("-Dpasso.home=" + home));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Passo.class.getName()));
    arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(command::add);
    try {
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      return new ProcessBuilder(command)
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new SystemException("Expected to start the system but " + e, e);
    }
  }

  /** Passes on what the other process says about its progress. */
  private static int show(Path log, int shown, PrintWriter progress) {
    try {
      byte[] all = Files.readAllBytes(log);
      int end = all.length;
      while (end > shown && all[end - 1] != '\n') {
        end--;
      }
      progress.print(new String(all, shown, end - shown, StandardCharsets.UTF_8));
      progress.flush();
      return end;
    } catch (IOException e) {
      return shown;
    }
  }
}
