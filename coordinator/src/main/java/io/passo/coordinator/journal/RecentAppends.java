package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Journal.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of one partition that this process appended and its sink has not written yet, without a
 * gap: what it reads next is nearly always here, and need neither be fetched back nor decoded.
 */
final class RecentAppends {
  // Per partition, and a coordinator may own all of them. A sink that is further behind fetches and
  // decodes, which keeps it behind while the load lasts: before that, lanes wait.
  private static final long MOST_BYTES = 6L << 20;
  private static final long MANY_BYTES = 3L << 20;
  // A sink that has written nothing for so long is not waited for.
  private static final long GOING_ON_NANOS = 15_000_000_000L;

  private final Deque<Kept> entries = new ArrayDeque<>();
  private long held;
  private long next = -1;
  private long written = -1;
  private long writtenAt;

  private record Kept(Entry entry, int bytes) {
    long offset() {
      return entry.offset();
    }
  }

  /**
   * Notes an acknowledged append.
   *
   * @param bytes what it takes in the log
   */
  synchronized void add(Entry appended, int bytes) {
    long offset = appended.offset();
    if (!entries.isEmpty() && entries.getLast().offset() + 1 != offset) {
      // Somebody else's record, or one of unknown outcome, lies between.
      entries.clear();
      held = 0;
    }
    entries.addLast(new Kept(appended, bytes));
    held += bytes;
    next = offset + 1;
    while (held > MOST_BYTES) {
      held -= entries.removeFirst().bytes();
    }
  }

  /**
   * Forgets records that are written.
   *
   * @param before offset after them
   * @param now monotonic, in nanoseconds
   */
  synchronized void forget(long before, long now) {
    written = before;
    writtenAt = now;
    while (!entries.isEmpty() && entries.getFirst().offset() < before) {
      held -= entries.removeFirst().bytes();
    }
  }

  /** Whether many wait for a sink that goes on and finds here what it has to write next. */
  synchronized boolean isFull(long now) {
    return held >= MANY_BYTES
        && entries.getFirst().offset() == written
        && now - writtenAt < GOING_ON_NANOS;
  }

  /** Offset after the last one that was added; −1 if there was none. */
  synchronized long next() {
    return next;
  }

  /** Records from {@code offset} on; empty if that one is not here. */
  synchronized List<Entry> from(long offset, int limit) {
    if (entries.isEmpty()
        || entries.getFirst().offset() > offset
        || entries.getLast().offset() < offset) {
      return List.of();
    }
    List<Entry> found = new ArrayList<>();
    for (Kept kept : entries) {
      if (kept.offset() >= offset && found.size() < limit) {
        found.add(kept.entry());
      }
    }
    return found;
  }
}
