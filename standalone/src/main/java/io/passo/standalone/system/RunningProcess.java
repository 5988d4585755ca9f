package io.passo.standalone.system;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

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
        .filter(handle -> handle.isAlive() && startedAt(handle) == startedAt);
  }
}
