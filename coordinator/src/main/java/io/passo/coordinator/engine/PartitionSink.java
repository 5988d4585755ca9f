package io.passo.coordinator.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds PostgreSQL from one partition's journal (correctness.md §9). Which sink owns a partition is
 * decided by the compare-and-set on its place alone, so a second one that still runs is harmless.
 */
final class PartitionSink {
  static final int MOST_RECORDS = 2_000;
  private static final int PAGE_RECORDS = 250;
  private static final long MOST_BYTES = 8L << 20;
  private static final long KEPT_MILLIS = 7L * 24 * 3_600_000;

  private final int partition;
  private final Journal journal;
  private final HistorySink sink;
  private final EngineMetrics metrics;
  private @Nullable PartitionMeta place;
  private @Nullable JournalReader reader;
  private long lastBytes;

  PartitionSink(int partition, Journal journal, HistorySink sink, EngineMetrics metrics) {
    this.partition = partition;
    this.journal = journal;
    this.sink = sink;
    this.metrics = metrics;
  }

  /**
   * Reads what is new and writes it in one transaction. After any error, and when the place is
   * another one than expected, the place is read again.
   *
   * @return valid records written
   * @throws UnavailableException if a server does not answer
   * @throws LogGapException if the journal does not hold what comes next
   * @throws DataLossException likewise
   */
  int runOnce() {
    PartitionMeta from = place == null ? sink.place(partition) : place;
    try {
      return runFrom(from);
    } catch (LogGapException e) {
      long start = journal.bounds(partition).start();
      if (start > from.position().offset()) {
        sink.noteGap(partition, from.position().offset(), start);
      }
      throw e;
    }
  }

  private int runFrom(PartitionMeta from) {
    JournalReader source =
        place == null || reader == null
            ? new JournalReader(journal, partition, from.position())
            : reader;
    place = null;
    lastBytes = 0;
    SinkFold batch = read(source, from);
    lastBytes = batch.bytes();
    PartitionMeta next = batch.records() == 0 ? from : commit(batch, from);
    place = next;
    reader = source;
    return next == null ? 0 : batch.records();
  }

  /** Bytes of records that the last {@link #runOnce} read. */
  long lastBytes() {
    return lastBytes;
  }

  private @Nullable PartitionMeta commit(SinkFold batch, PartitionMeta from) {
    HistorySink.Batch rows = batch.toBatch();
    return sink.commit(partition, from.position(), rows) ? rows.next() : null;
  }

  private SinkFold read(JournalReader source, PartitionMeta from) {
    SinkFold batch = new SinkFold(from);
    List<ValidRecord> page = source.next(PAGE_RECORDS);
    while (!page.isEmpty()) {
      page.forEach(batch::add);
      boolean full = batch.records() >= MOST_RECORDS || batch.bytes() >= MOST_BYTES;
      page = full || isUpToOwnAppends(source) ? List.of() : source.next(PAGE_RECORDS);
    }
    return batch;
  }

  /** Whether all that this process has appended is written. Others may have appended more. */
  boolean isUpToOwnAppends() {
    return place != null && reader != null && isUpToOwnAppends(reader);
  }

  private boolean isUpToOwnAppends(JournalReader source) {
    return source.offset() == journal.appendedTo(partition);
  }

  /**
   * Tells how far PostgreSQL is behind. Looks whether its place is still the one that is known,
   * too: a database that was restored would otherwise not be noticed before the next record.
   */
  void lookAround() {
    PartitionMeta known = place;
    if (known == null || reader == null) {
      return;
    }
    metrics.sinkLag(partition, journal.bounds(partition).end() - reader.offset());
    if (!sink.place(partition).position().equals(known.position())) {
      place = null;
    }
  }

  /**
   * Deletes records of the journal that nobody needs any more: PostgreSQL has them, their commands
   * are sent, and they are older than seven days, the age of the oldest backup.
   */
  void deleteOld(long wallMillis) {
    PartitionMeta sunk = place;
    if (sunk != null) {
      long needed = Math.min(sunk.position().offset(), sunk.dispatched().offset());
      long young = journal.offsetAt(partition, wallMillis - KEPT_MILLIS);
      if (Math.min(needed, young) > 0) {
        journal.deleteBefore(partition, Math.min(needed, young));
      }
    }
  }
}
