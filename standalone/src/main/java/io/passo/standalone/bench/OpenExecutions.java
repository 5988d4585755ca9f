package io.passo.standalone.bench;

import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Many executions that wait for a day, and what they take while they do. */
public final class OpenExecutions {
  private static final int IN_FLIGHT = 256;
  private static final int WARM_UP = 2_000;
  private static final int REPORTED = 10_000;

  /**
   * What was seen.
   *
   * @param count executions that wait
   * @param startsPerSecond as fast as they were taken
   * @param redisBytes for each
   * @param heapBefore live bytes of the heap of a coordinator with hardly an execution open
   * @param heapAfter likewise, with all
   * @param disk bytes on disk of all servers for each
   */
  public record Result(
      int count,
      double startsPerSecond,
      double redisBytes,
      long heapBefore,
      long heapAfter,
      double disk) {}

  private final SystemStatus system;
  private final Consumer<String> progress;

  /**
   * A run against a system on this host.
   *
   * @param progress is told how far it is
   */
  public OpenExecutions(SystemStatus system, Consumer<String> progress) {
    this.system = system;
    this.progress = progress;
  }

  /** Starts them, and leaves them waiting. */
  public Result run(int count) {
    String input = "{\"at\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"}";
    try (Runs runs = new Runs(system, "bench-wait", Workload.resource("wait"))) {
      start(runs, WARM_UP, input);
      settle();
      long redis = RedisMemory.usedBytes(system.redisUrl());
      long disk = diskBytes();
      long heap = Heap.liveBytes(system.coordinators().getFirst());
      long begin = System.nanoTime();
      start(runs, count, input);
      double seconds = (System.nanoTime() - begin) / 1e9;
      settle();
      return new Result(
          count,
          count / seconds,
          (RedisMemory.usedBytes(system.redisUrl()) - redis) / (double) count,
          heap,
          Heap.liveBytes(system.coordinators().getFirst()),
          (diskBytes() - disk) / (double) count);
    }
  }

  private void start(Runs runs, int count, String input) {
    AtomicInteger started = new AtomicInteger();
    runs.start(
        count,
        IN_FLIGHT,
        number -> input,
        (execution, number) -> {
          int now = started.incrementAndGet();
          if (now % REPORTED == 0) {
            progress.accept(now + " executions wait");
          }
        });
  }

  // History is written and Redis is told after the answer.
  private static void settle() {
    try {
      Thread.sleep(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long diskBytes() {
    return HostUsage.diskBytes(Path.of(system.data(), "servers"));
  }
}
