package io.passo.coordinator.engine;

import java.util.List;

/**
 * Feeds PostgreSQL from one partition's journal (correctness.md §9). Which sink owns a partition is
 * decided by the compare-and-set on its place alone, so a second one that still runs is harmless.
 * Errors are retried for ever.
 *
 * <pre>
 * place ──► read ──► fold ──► commit ──► read …      commit refused, any error ──► place
 * </pre>
 */
final class Sink implements Runnable {
  private static final System.Logger LOG = System.getLogger(Sink.class.getName());
  private static final int MOST_RECORDS = 2_000;
  private static final int PAGE_RECORDS = 250;
  private static final long MOST_BYTES = 8L << 20;
  private static final long BATCH_MILLIS = 250;
  private static final long FIRST_BACKOFF_MILLIS = 100;
  private static final long LAST_BACKOFF_MILLIS = 10_000;

  private final int partition;
  private final Journal journal;
  private final HistorySink sink;
  private final EngineClock clock;
  private final EngineMetrics metrics;
  private volatile boolean stopped;
  private volatile long committedOffset;

  Sink(int partition, Journal journal, HistorySink sink, EngineClock clock, EngineMetrics metrics) {
    this.partition = partition;
    this.journal = journal;
    this.sink = sink;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Ends the loop after the batch under way. Any thread. */
  void stop() {
    stopped = true;
  }

  /** Journal offset that PostgreSQL has, as far as this sink knows; 0 at first. Any thread. */
  long committedOffset() {
    return committedOffset;
  }

  @Override
  public void run() {
    long backoff = FIRST_BACKOFF_MILLIS;
    while (!stopped) {
      try {
        if (follow()) {
          backoff = FIRST_BACKOFF_MILLIS;
        }
        clock.sleep(backoff);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        report(e);
        if (!pause(backoff)) {
          return;
        }
      }
      backoff = Math.min(2 * backoff, LAST_BACKOFF_MILLIS);
    }
  }

  /** Sinks from PostgreSQL's place on until the place turns out to be another one. */
  private boolean follow() throws InterruptedException {
    PartitionMeta place = sink.place(partition);
    committedOffset = place.position().offset();
    JournalReader reader = new JournalReader(journal, partition, place.position());
    boolean progress = false;
    while (!stopped) {
      long begin = clock.nanoTime();
      SinkFold batch = read(reader, place);
      if (batch.records() > 0) {
        HistorySink.Batch rows = batch.toBatch();
        if (!sink.commit(partition, place.position(), rows)) {
          return progress;
        }
        place = rows.next();
        progress = true;
        committedOffset = place.position().offset();
        metrics.sinkLag(partition, journal.bounds(partition).end() - reader.offset());
      }
      if (batch.records() < MOST_RECORDS) {
        awaitNextBatch(begin);
      }
    }
    return progress;
  }

  private SinkFold read(JournalReader reader, PartitionMeta place) {
    SinkFold batch = new SinkFold(place);
    List<ValidRecord> page = reader.next(PAGE_RECORDS);
    while (!page.isEmpty()) {
      page.forEach(batch::add);
      boolean full = batch.records() >= MOST_RECORDS || batch.bytes() >= MOST_BYTES;
      page = full ? List.of() : reader.next(PAGE_RECORDS);
    }
    return batch;
  }

  private void awaitNextBatch(long begin) throws InterruptedException {
    long left = BATCH_MILLIS - (clock.nanoTime() - begin) / 1_000_000;
    if (left > 0) {
      clock.sleep(left);
    }
  }

  private void report(RuntimeException e) {
    if (e instanceof LogGapException || e instanceof DataLossException) {
      // History between the place and the log is lost; only a person can decide to go on.
      metrics.dataLoss(partition);
      LOG.log(
          System.Logger.Level.ERROR,
          "Journal does not hold what the history needs next: partition={0} reason={1}",
          partition,
          e.getMessage());
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "History is written later: partition={0} reason={1}",
          partition,
          e.getMessage());
    }
  }

  private boolean pause(long millis) {
    try {
      clock.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
