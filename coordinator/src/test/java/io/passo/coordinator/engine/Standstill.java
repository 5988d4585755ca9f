package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.MemoryLog;
import java.util.Random;

/**
 * A time in which steps stay open: all workers stand still, a command is lost, and some seconds
 * later one arrives without anybody knowing. When the first is sent again it lies above the second,
 * whose attempt is still open when it is searched for. It has dice of its own, so that runs without
 * it stay what they are.
 */
final class Standstill {
  private static final long STILL_MICROS = 14_000_000;
  private static final int STARTS = 8;
  private static final int STARTS_MILLIS = 7_000;
  // A command that was lost is sent again five seconds after it was sent first.
  private static final int LEAST_BETWEEN_MILLIS = 2_000;
  private static final int MOST_BETWEEN_MILLIS = 5_000;

  private final Cluster cluster;
  private final SimulatedWorkers workers;
  private final Runnable start;
  private final Random random;

  /**
   * @param start starts an execution
   */
  Standstill(Cluster cluster, SimulatedWorkers workers, Runnable start, long seed) {
    this.cluster = cluster;
    this.workers = workers;
    this.start = start;
    this.random = new Random(seed * 37 + 5);
  }

  /** Once, while there are faults. */
  void schedule() {
    cluster.world.after(millis(2_000, 20_000), this::begin);
  }

  private void begin() {
    cluster.world.fault("all workers stood still");
    workers.pauseAll(STILL_MICROS);
    cluster.steps.values().forEach(MemoryLog::loseNextRequest);
    cluster.world.after(
        millis(LEAST_BETWEEN_MILLIS, MOST_BETWEEN_MILLIS),
        () -> cluster.steps.values().forEach(MemoryLog::loseNextAcknowledgement));
    for (int i = 0; i < STARTS; i++) {
      cluster.world.after(millis(0, STARTS_MILLIS), start);
    }
  }

  private long millis(int from, int to) {
    return (from + random.nextInt(to - from)) * 1_000L;
  }
}
