package io.passo.standalone.system;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process as the status file has it.
 *
 * @param name {@code kafka}, {@code coordinator-1} …
 * @param startedAt milliseconds of the epoch when the operating system started it: with the process
 *     id it names one process for good
 * @param address where it listens
 * @param log where it writes
 */
public record RunningProcess(String name, long pid, long startedAt, String address, String log) {
  private static final Duration STEP = Duration.ofMillis(20);

  static RunningProcess of(String name, long pid, String address, String log) {
    long startedAt = ProcessHandle.of(pid).map(RunningProcess::startedAt).orElse(0L);
    return new RunningProcess(name, pid, startedAt, address, log);
  }

  private static long startedAt(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** The process, if it still runs. */
  @JsonIgnore
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(handle -> handle.isAlive() && startedAt(handle) == startedAt && !isZombie());
  }

  /**
   * A process that has ended stays in the table until its parent asks for it; in a container that
   * may be never.
   */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns true when the process is gone, false if it is still there after {@code limit}. */
  boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (handle().isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return true;
  }
}
