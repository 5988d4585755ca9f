package io.passo.worker;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * When which step that asks for heartbeats has to give the next one: at every third of its
 * interval.
 */
final class Heartbeats {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private record Due(OpenStep step, long at, long interval) {}

  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));

  /** Takes a step in, if it asks for heartbeats. */
  void add(OpenStep step, long nanos) {
    Integer seconds = step.command().heartbeatSeconds();
    if (seconds != null && seconds > 0) {
      long interval = seconds * NANOS_PER_SECOND / 3;
      due.add(new Due(step, nanos + interval, interval));
    }
  }

  /** Gives the heartbeats that are due; steps that have ended are forgotten. */
  void give(long nanos, Consumer<OpenStep> heartbeat) {
    Due next = due.peek();
    while (next != null && next.at() <= nanos) {
      due.remove();
      if (next.step().isRunning()) {
        heartbeat.accept(next.step());
        due.add(new Due(next.step(), nanos + next.interval(), next.interval()));
      }
      next = due.peek();
    }
  }

  /** Nanoseconds until the next one, at most {@code atMost}. */
  long untilNext(long nanos, long atMost) {
    Due next = due.peek();
    return next == null ? atMost : Math.max(0, Math.min(atMost, next.at() - nanos));
  }
}
