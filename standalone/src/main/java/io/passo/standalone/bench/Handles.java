package io.passo.standalone.bench;

import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Files and sockets that are open. */
public final class Handles {
  private Handles() {}

  /** Of all processes of a system, from {@code /proc}; 0 where there is none. */
  public static int open(SystemStatus system) {
    return system.processes().stream().mapToInt(Handles::open).sum();
  }

  private static int open(RunningProcess process) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return Math.toIntExact(open.count());
    } catch (IOException e) {
      return 0;
    }
  }
}
