package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.TimerId;
import io.passo.protocol.ExecutionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Timers of one lane that are due soon, derived from frames. An entry may be stale: whoever takes
 * it looks whether that timer is pending and due. Timers beyond the horizon are read from Redis
 * when it moves.
 */
final class TimerQueue {
  /** Timers due within this many milliseconds are held in memory. */
  static final long HORIZON_MILLIS = 300_000;

  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>(Comparator.comparingLong(Entry::due));
  private final Set<Entry> deadly = new HashSet<>();
  private long horizon;

  /** A timer of an execution; due in milliseconds since the epoch. */
  record Entry(long due, ExecutionKey key, TimerId id) {}

  /** Timers due before {@code horizon} are held from now on. */
  TimerQueue(long horizon) {
    this.horizon = horizon;
  }

  long horizon() {
    return horizon;
  }

  void moveHorizon(long to) {
    horizon = to;
  }

  void add(ExecutionKey key, Timer timer) {
    long due = timer.due().toEpochMilli();
    if (due < horizon) {
      add(new Entry(due, key, timer.id()));
    }
  }

  /** Adds an entry again. */
  void add(Entry entry) {
    if (deadly.isEmpty() || !deadly.contains(entry)) {
      queue.add(entry);
    }
  }

  /** Takes an entry no more: whoever fires it dies, and its index has it for ever. */
  void shun(Entry entry) {
    deadly.add(entry);
  }

  /** Takes timers due by {@code now}, the earliest first. */
  List<Entry> due(long now, int limit) {
    List<Entry> due = new ArrayList<>();
    while (due.size() < limit && !queue.isEmpty() && queue.peek().due() <= now) {
      due.add(queue.remove());
    }
    return due;
  }

  /** Whether a timer is here, perhaps for a later moment. Looks at all of them. */
  boolean holds(ExecutionKey key, TimerId id) {
    return Stream.concat(queue.stream(), deadly.stream())
        .anyMatch(entry -> entry.id().equals(id) && entry.key().equals(key));
  }

  /**
   * Milliseconds until the next one is due, at least 0, {@code Long.MAX_VALUE} if there is none.
   */
  long untilNext(long now) {
    Entry next = queue.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.due() - now);
  }
}
