package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Applies of one lane that are under way to Redis. Their outcomes are looked at in order; one that
 * is unknown, or that finds another watermark than expected, drops the lane: there is one recovery
 * path.
 */
final class Applies {
  private static final int MOST_PENDING = 64;
  private static final long MOST_BYTES = 16L << 20;
  private static final long ROOM_LIMIT_MILLIS = 10_000;

  private final StateStore store;
  private final int partition;
  private final String g;
  private final EngineClock clock;
  private final EngineMetrics metrics;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private Position acknowledged;
  private Position enqueued;
  private long pendingBytes;

  private record Pending(
      Position next, CompletableFuture<Outcome> outcome, long begin, int bytes) {}

  Applies(
      StateStore store,
      int partition,
      String g,
      Position watermark,
      EngineClock clock,
      EngineMetrics metrics) {
    this.store = store;
    this.partition = partition;
    this.g = g;
    this.clock = clock;
    this.metrics = metrics;
    this.acknowledged = watermark;
    this.enqueued = watermark;
  }

  /** Hands an apply to Redis without waiting. */
  CompletableFuture<Outcome> enqueue(Apply apply) {
    CompletableFuture<Outcome> outcome = store.apply(partition, g, apply);
    enqueued = apply.next().position();
    int bytes = bytesOf(apply);
    pendingBytes += bytes;
    pending.addLast(new Pending(enqueued, outcome, clock.nanoTime(), bytes));
    return outcome;
  }

  /**
   * Takes note of the applies that are done.
   *
   * @throws LaneDroppedException if one did not take effect
   */
  void settle() {
    while (!pending.isEmpty() && pending.getFirst().outcome().isDone()) {
      Pending first = pending.removeFirst();
      pendingBytes -= first.bytes();
      Outcome outcome;
      try {
        outcome = Waits.result(first.outcome());
      } catch (UnavailableException e) {
        throw new LaneDroppedException("apply", "the outcome of an apply is unknown", e);
      }
      if (outcome == Outcome.MISMATCH) {
        throw new LaneDroppedException(
            "mismatch", "Redis has another watermark than expected before " + first.next());
      }
      acknowledged = first.next();
      metrics.applied(clock.nanoTime() - first.begin());
    }
  }

  /** Waits until everything is applied. */
  void drain(long limitMillis) throws InterruptedException {
    long deadline = clock.nanoTime() + limitMillis * 1_000_000;
    settle();
    while (!pending.isEmpty() && clock.nanoTime() < deadline) {
      clock.sleep(1);
      settle();
    }
  }

  /** Offset up to which Redis is known to have applied. */
  long acknowledgedOffset() {
    return acknowledged.offset();
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  /**
   * Checks a watermark read from Redis: not before what was acknowledged, not beyond what was
   * enqueued.
   *
   * @throws LaneDroppedException if Redis lost something or somebody else writes
   */
  void check(Position watermark) {
    if (watermark.offset() < acknowledged.offset() || watermark.offset() > enqueued.offset()) {
      throw new LaneDroppedException(
          "watermark",
          "expected a watermark from %d to %d but found %d"
              .formatted(acknowledged.offset(), enqueued.offset(), watermark.offset()));
    }
  }

  private static int bytesOf(Apply apply) {
    return apply.frames().stream()
        .mapToInt(write -> write.value() == null ? 0 : write.value().length)
        .sum();
  }

  /**
   * Takes note of the applies that are done, and waits while too much is under way.
   *
   * @throws LaneDroppedException if one did not take effect, or Redis does not keep up
   */
  void awaitRoom() throws InterruptedException {
    long deadline = clock.nanoTime() + ROOM_LIMIT_MILLIS * 1_000_000;
    settle();
    while (pending.size() >= MOST_PENDING || pendingBytes >= MOST_BYTES) {
      if (clock.nanoTime() > deadline) {
        throw new LaneDroppedException(
            "apply", "Redis did not keep up for " + ROOM_LIMIT_MILLIS + " ms");
      }
      clock.sleep(1);
      settle();
    }
  }
}
