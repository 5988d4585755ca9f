package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Journal.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of one partition that this process appended lately, without a gap: what the sink reads
 * next is nearly always here, and need neither be fetched back nor decoded.
 */
final class RecentAppends {
  // Per partition, and a coordinator may own all of them: a second or two of heavy load.
  private static final long MOST_BYTES = 2L << 20;

  private final Deque<Kept> entries = new ArrayDeque<>();
  private long held;

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
    while (held > MOST_BYTES) {
      held -= entries.removeFirst().bytes();
    }
  }

  /** Offset after the last one; −1 if there is none. */
  synchronized long next() {
    return entries.isEmpty() ? -1 : entries.getLast().offset() + 1;
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
