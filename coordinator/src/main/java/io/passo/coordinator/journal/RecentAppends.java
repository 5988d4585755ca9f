package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Journal.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of one partition that this process appended lately, without a gap: what the sink reads
 * next is nearly always here, and need not be fetched back.
 */
final class RecentAppends {
  // Per partition, and a coordinator may own all of them: a second or two of heavy load.
  private static final long MOST_BYTES = 2L << 20;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;

  /** Notes an acknowledged append. */
  synchronized void add(long offset, byte[] record) {
    if (!entries.isEmpty() && entries.getLast().offset() + 1 != offset) {
      // Somebody else's record, or one of unknown outcome, lies between.
      entries.clear();
      bytes = 0;
    }
    entries.addLast(new Entry(offset, -1, record));
    bytes += record.length;
    while (bytes > MOST_BYTES) {
      bytes -= entries.removeFirst().value().length;
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
    for (Entry entry : entries) {
      if (entry.offset() >= offset && found.size() < limit) {
        found.add(entry);
      }
    }
    return found;
  }
}
