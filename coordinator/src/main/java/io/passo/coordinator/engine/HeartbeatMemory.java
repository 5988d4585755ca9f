package io.passo.coordinator.engine;

import io.passo.asl.interpreter.OpenAttempt;
import io.passo.protocol.ExecutionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Heartbeats of one lane that are not in frames (correctness.md §12): one is written only when a
 * third of its interval has passed since the last that was. A timer asks here before it fires. A
 * successor knows the written ones alone, so it may expect the next heartbeat a third too early;
 * workers give three per interval.
 */
final class HeartbeatMemory {
  private static final int PRUNE_AT = 10_000;
  private static final int PARTS = 3;

  private final Map<Attempt, Long> due = new HashMap<>();
  private int pruneAt = PRUNE_AT;

  private record Attempt(ExecutionKey key, long id) {}

  /**
   * Notes a heartbeat.
   *
   * @param now partition clock, milliseconds since the epoch
   * @return whether it must be written into the frame
   */
  boolean beat(ExecutionKey key, OpenAttempt open, long now) {
    Duration interval = open.waiting().heartbeat();
    Instant written = open.waiting().heartbeatDue();
    if (interval == null || written == null) {
      return false;
    }
    long last = written.toEpochMilli() - interval.toMillis();
    if (now - last >= interval.toMillis() / PARTS) {
      due.remove(new Attempt(key, open.id()));
      return true;
    }
    due.put(new Attempt(key, open.id()), now + interval.toMillis());
    if (due.size() > pruneAt) {
      prune(now);
    }
    return false;
  }

  private void prune(long now) {
    due.values().removeIf(moment -> moment <= now);
    pruneAt = Math.max(PRUNE_AT, 2 * due.size());
  }

  /**
   * When the next heartbeat of an attempt must have come, if that is later than its frame says.
   *
   * @return milliseconds since the epoch, not after {@code now} if nothing is known
   */
  long dueAfter(ExecutionKey key, long attempt, long now) {
    Long moment = due.get(new Attempt(key, attempt));
    if (moment == null || moment <= now) {
      due.remove(new Attempt(key, attempt));
      return now;
    }
    return moment;
  }
}
