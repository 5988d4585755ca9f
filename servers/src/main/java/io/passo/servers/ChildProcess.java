package io.passo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * A process that never outlives this JVM, also when this JVM is killed: beside it runs a watcher
 * that reads a pipe we hold open, and ends the process when the pipe closes. The process runs in a
 * session of its own, so that Ctrl-C in a terminal reaches only us and children are stopped in
 * order.
 */
public final class ChildProcess {
  /**
   * What to start.
   *
   * @param name for messages
   * @param command program and arguments
   * @param environment added to ours
   * @param directory working directory
   * @param log file that its output is appended to
   * @param stopSignal the signal that ends it in an orderly way, for example {@code TERM}
   * @param grace how long it may take to end before it is killed
   */
  public record Spec(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      String stopSignal,
      Duration grace) {
    public Spec {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  // The shell becomes the server (exec), so the process id is the server's own. The watcher is
  // detached first: the server
  // must not find a child it did not start.
  private static final String LAUNCH =
      """
      signal=$1 grace=$2
      shift 2
      stamp() { cut -d' ' -f22 "/proc/$1/stat" 2>/dev/null; }
      born=$(stamp $$)
      exec 3<&0 </dev/null
      (
        (
          cat <&3 >/dev/null
          [ "$(stamp $$)" = "$born" ] && kill -s "$signal" $$ || exit 0
          while [ "$grace" -gt 0 ] && kill -0 $$; do sleep 1; grace=$((grace - 1)); done
          [ "$(stamp $$)" = "$born" ] && kill -s KILL $$
        ) >/dev/null 2>&1 &
      )
      exec 3<&-
      exec "$@"
      """;

  // Also keeps the pipes reachable: a collected pipe is a closed pipe.
  private static final Deque<ChildProcess> RUNNING = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::stopAll, "child-processes"));
  }

  private final Spec spec;
  private final Process process;

  private ChildProcess(Spec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /** Starts the process and returns at once. */
  public static ChildProcess start(Spec spec) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.addAll(List.of("/bin/sh", "-c", LAUNCH, "sh", spec.stopSignal));
    command.add(Long.toString(spec.grace.toSeconds()));
    command.addAll(spec.command);
    ProcessBuilder builder = new ProcessBuilder(command).directory(spec.directory.toFile());
    builder.environment().putAll(spec.environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log.toFile()));
    try {
      Files.createDirectories(spec.directory);
      Files.createDirectories(spec.log.toAbsolutePath().getParent());
      ChildProcess child = new ChildProcess(spec, builder.start());
      RUNNING.push(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to start " + spec.name + " but " + e.getMessage(), e);
    }
  }

  public String name() {
    return spec.name;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return spec.log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Process id, start time and so on of the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends the process and what it has started with SIGKILL; returns when the process is gone. */
  public void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    await(Duration.ofSeconds(10));
    descendants.forEach(descendant -> descendant.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    RUNNING.remove(this);
  }

  /** Stops the process and what it has started in their tracks (SIGSTOP). */
  public void pause() {
    signalAll("STOP");
  }

  /** Lets a paused process go on (SIGCONT). */
  public void resume() {
    signalAll("CONT");
  }

  /** Asks the process to end, and kills it if it has not done so in time. */
  public void stop() {
    if (process.isAlive()) {
      signal(spec.stopSignal, List.of(process.toHandle()));
      if (!await(spec.grace)) {
        kill();
      }
    }
    RUNNING.remove(this);
  }

  /** The newest lines of the log, for messages about a process that failed. */
  public String logTail(int lines) {
    try (var all = Files.lines(spec.log, StandardCharsets.ISO_8859_1)) {
      Deque<String> tail = new ArrayDeque<>();
      all.forEach(
          line -> {
            tail.add(line);
            if (tail.size() > lines) {
              tail.remove();
            }
          });
      return String.join("\n", tail);
    } catch (IOException | UncheckedIOException e) {
      return "(no log at " + spec.log + ")";
    }
  }

  private boolean await(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signalAll(String name) {
    List<ProcessHandle> targets = new ArrayList<>(List.of(process.toHandle()));
    targets.addAll(process.descendants().toList());
    signal(name, targets);
  }

  private static void signal(String name, List<ProcessHandle> targets) {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\" 2>/dev/null", "sh", name));
    targets.forEach(target -> command.add(Long.toString(target.pid())));
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Newest first: who depends on another process was started after it. */
  static void stopAll() {
    RUNNING.forEach(ChildProcess::stop);
  }
}
