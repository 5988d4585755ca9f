package io.passo.coordinator.engine;

import io.passo.coordinator.engine.HistorySink.Move;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Feeds PostgreSQL from one partition's journal (correctness.md §9). Which sink owns a partition is
 * decided by the compare-and-set on its place alone, so a second one that still runs is harmless.
 */
final class PartitionSink {
  private static final int MOST_RECORDS = 2_000;
  // Under load a record may have a megabyte.
  private static final int PAGE_RECORDS = 16;
  private static final long MOST_BYTES = 4L << 20;
  private static final long KEPT_MILLIS = 7L * 24 * 3_600_000;

  private final int partition;
  private final Journal journal;
  private final HistorySink sink;
  private final EngineMetrics metrics;
  private @Nullable PartitionMeta place;
  private @Nullable JournalReader reader;
  private PartitionMeta reached = PartitionMeta.START;
  private long lastBytes;
  private boolean behind;

  PartitionSink(int partition, Journal journal, HistorySink sink, EngineMetrics metrics) {
    this.partition = partition;
    this.journal = journal;
    this.sink = sink;
    this.metrics = metrics;
  }

  /**
   * Reads what is new. If it is not {@link #written}, its place is read again the next time.
   *
   * @return what has to be written, empty if nothing is new
   * @throws UnavailableException if a server does not answer
   * @throws LogGapException if the journal does not hold what comes next
   * @throws DataLossException likewise
   */
  Optional<Move> read() {
    PartitionMeta from = place == null ? sink.place(partition) : place;
    try {
      return read(from);
    } catch (LogGapException e) {
      if (!isStillAt(from)) {
        // Another one has written on since, and deleted what it had written.
        return Optional.empty();
      }
      long start = journal.bounds(partition).start();
      if (start > from.position().offset()) {
        sink.noteGap(partition, from.position().offset(), start);
      }
      throw e;
    }
  }

  private Optional<Move> read(PartitionMeta from) {
    JournalReader source =
        place == null || reader == null
            ? new JournalReader(journal, partition, from.position())
            : reader;
    place = null;
    lastBytes = 0;
    SinkFold batch = new SinkFold(from);
    read(source, batch);
    reader = source;
    reached = batch.meta();
    lastBytes = batch.bytes();
    behind = isFull(batch);
    if (batch.records() == 0) {
      place = from;
      return Optional.empty();
    }
    return Optional.of(new Move(partition, from.position(), batch.toBatch()));
  }

  private static boolean isFull(SinkFold batch) {
    return batch.records() >= MOST_RECORDS || batch.bytes() >= MOST_BYTES;
  }

  /** What was read last is written. */
  void written() {
    place = reached;
    journal.written(partition, reached.position().offset());
  }

  /** About how many bytes of rows were read last. */
  long lastBytes() {
    return lastBytes;
  }

  /** Whether more waits than was read last. */
  boolean isBehind() {
    return behind;
  }

  private void read(JournalReader source, SinkFold batch) {
    List<ValidRecord> page = source.next(PAGE_RECORDS);
    while (!page.isEmpty()) {
      page.forEach(batch::add);
      page = isFull(batch) || isUpToOwnAppends(source) ? List.of() : source.next(PAGE_RECORDS);
    }
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
    isStillAt(known);
  }

  /**
   * Asks PostgreSQL; forgets a place that it has no longer.
   *
   * @throws UnavailableException if it does not answer
   */
  private boolean isStillAt(PartitionMeta known) {
    boolean isStill = sink.place(partition).position().equals(known.position());
    if (!isStill) {
      place = null;
    }
    return isStill;
  }

  /**
   * Deletes records of the journal that nobody needs any more: PostgreSQL has them, their commands
   * are sent, and they are older than seven days, the age of the oldest backup. Nothing while
   * PostgreSQL is away: it may be on its way back to a backup, which lacks them.
   */
  void deleteOld(long wallMillis) {
    PartitionMeta sunk = place;
    if (sunk != null) {
      long needed = Math.min(sunk.position().offset(), sunk.dispatched().offset());
      long young = journal.offsetAt(partition, wallMillis - KEPT_MILLIS);
      long old = Math.min(needed, young);
      if (old > 0 && isStillAt(sunk)) {
        journal.deleteBefore(partition, old);
      }
    }
  }
}
