package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Applies of one lane that are under way to Redis. Their outcomes are looked at in order; one that
 * is unknown, or that finds another watermark than expected, drops the lane: there is one recovery
 * path.
 *
 * <p>What nobody looks for in Redis is held back a little (ADR 0038): the next apply takes it
 * along, and most states of a short execution never reach Redis.
 */
final class Applies {
  private static final int MOST_PENDING = 64;
  private static final long MOST_BYTES = 16L << 20;
  private static final long HELD_NANOS = 250_000_000L;
  private static final long MOST_HELD_BYTES = 256 << 10;
  private static final long ANSWER_LIMIT_NANOS = 5_000_000_000L;

  private final StateStore store;
  private final int partition;
  private final String g;
  private final EngineClock clock;
  private final EngineMetrics metrics;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private Position acknowledged;
  private Position enqueued;
  private long pendingBytes;
  private @Nullable Fold held;
  private long heldSince;
  private long heldBytes;

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

  /** Hands an apply to Redis without waiting, together with what is held back. */
  CompletableFuture<Outcome> enqueue(Apply apply) {
    Fold before = takeHeld();
    return send(before == null ? apply : before.add(apply).toApply());
  }

  /** Holds an apply back, which opens and closes nothing, for a quarter of a second at most. */
  void hold(Apply apply) {
    if (held == null) {
      held = Fold.of(apply);
      heldSince = clock.nanoTime();
    } else {
      held.add(apply);
    }
    heldBytes += bytesOf(apply);
  }

  /** Milliseconds until what is held back is due, for {@link #awaitRoom}. */
  long untilDue() {
    return held == null
        ? Long.MAX_VALUE
        : Math.max(0, Math.ceilDiv(heldSince + HELD_NANOS - clock.nanoTime(), 1_000_000L));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // settled with the others
  private void sendHeld() {
    Fold before = takeHeld();
    if (before != null) {
      send(before.toApply());
    }
  }

  private @Nullable Fold takeHeld() {
    Fold taken = held;
    held = null;
    heldBytes = 0;
    return taken;
  }

  private CompletableFuture<Outcome> send(Apply apply) {
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
   * @throws LaneDroppedException if one did not take effect, or Redis has not answered for 5 s
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
    // One look for all of them: a timer for each call costs two threads' waking.
    if (!pending.isEmpty() && clock.nanoTime() - pending.getFirst().begin() > ANSWER_LIMIT_NANOS) {
      throw new LaneDroppedException("apply", "Redis did not answer an apply for 5 s");
    }
  }

  /** Waits until everything is applied. */
  void drain(long limitMillis) throws InterruptedException {
    long deadline = clock.nanoTime() + limitMillis * 1_000_000;
    sendHeld();
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
    return pending.isEmpty() && held == null;
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
   * Takes note of the applies that are done, sends what was held back long enough, and waits while
   * too much is under way.
   *
   * @throws LaneDroppedException if one did not take effect, or Redis has not answered for 5 s
   */
  void awaitRoom() throws InterruptedException {
    if (heldBytes >= MOST_HELD_BYTES || untilDue() <= 0) {
      sendHeld();
    }
    settle();
    while (pending.size() >= MOST_PENDING || pendingBytes >= MOST_BYTES) {
      clock.sleep(1);
      settle();
    }
  }
}
