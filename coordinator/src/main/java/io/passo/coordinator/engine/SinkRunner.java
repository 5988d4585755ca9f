package io.passo.coordinator.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Runs the sinks of all partitions of one coordinator in one thread: each in turn writes one batch,
 * and waits a quarter or half of a second if it has caught up. Errors are retried for ever.
 */
public final class SinkRunner {
  private static final System.Logger LOG = System.getLogger(SinkRunner.class.getName());
  private static final long BATCH_MILLIS = 250;
  // Executions live longer under load, and each batch they live through writes a row of theirs
  // again.
  private static final long LARGE_BATCH_MILLIS = 500;
  private static final long LARGE_BATCH_BYTES = 64 << 10;
  // Partitions that are due at nearly the same time are served together.
  private static final long SHORTEST_SLEEP_MILLIS = 50;
  private static final long LONGEST_SLEEP_MILLIS = 250;
  // How late a record is noticed that another owner appended.
  private static final long READ_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 15_000;
  private static final long DELETE_MILLIS = 60_000;
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final long LONGEST_BACKOFF_MILLIS = 10_000;

  private final Journal journal;
  private final HistorySink sink;
  private final EngineClock clock;
  private final EngineMetrics metrics;
  private final Map<Integer, Turns> partitions = new ConcurrentHashMap<>();
  private final RepeatedWarning writtenLater;
  private volatile boolean stopped;

  /** When a partition is due, by the monotonic clock in milliseconds. Used by one thread. */
  private static final class Turns {
    private final PartitionSink sink;
    private long next;
    private long nextRead;
    private long nextLook;
    private long nextDelete;
    private long backoff = FIRST_BACKOFF_MILLIS;

    Turns(PartitionSink sink) {
      this.sink = sink;
    }
  }

  /** A runner without partitions. */
  public SinkRunner(Journal journal, HistorySink sink, EngineClock clock, EngineMetrics metrics) {
    this.journal = journal;
    this.sink = sink;
    this.clock = clock;
    this.metrics = metrics;
    this.writtenLater = new RepeatedWarning(LOG, clock, "History is written later");
  }

  /** Starts its thread. */
  public Thread start(ThreadFactory threads) {
    Thread thread = threads.newThread(this::run);
    thread.setName("sink");
    thread.start();
    return thread;
  }

  /** Ends the thread after the batch under way. */
  public void stop() {
    stopped = true;
  }

  /** Serves a partition from now on. Any thread. */
  public void add(int partition) {
    partitions.computeIfAbsent(
        partition, p -> new Turns(new PartitionSink(p, journal, sink, metrics)));
  }

  /** Serves a partition no more, after the batch under way. Any thread. */
  public void remove(int partition) {
    partitions.remove(partition);
  }

  private void run() {
    try {
      while (!stopped) {
        partitions.forEach(this::serve);
        clock.sleep(untilNext());
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "Sink interrupted");
    }
  }

  private long untilNext() {
    long now = nowMillis();
    long next = now + LONGEST_SLEEP_MILLIS;
    for (Turns turns : partitions.values()) {
      next = Math.min(next, turns.next);
    }
    return Math.max(SHORTEST_SLEEP_MILLIS, next - now);
  }

  private void serve(int partition, Turns turns) {
    if (stopped || nowMillis() < turns.next) {
      return;
    }
    if (nowMillis() < turns.nextRead && turns.sink.isUpToOwnAppends()) {
      // Asking Kafka for nothing, from each partition, would be most of what an idle system does.
      turns.next = nextBeat();
      return;
    }
    try {
      turns.nextRead = nowMillis() + READ_MILLIS;
      boolean full = turns.sink.runOnce() >= PartitionSink.MOST_RECORDS;
      turns.backoff = FIRST_BACKOFF_MILLIS;
      turns.next = full ? 0 : nowMillis() + pause(turns.sink);
      keepHouse(turns);
    } catch (LogGapException | DataLossException e) {
      // What lies between the place and the log is lost; only a person can decide to go on.
      metrics.dataLoss(partition);
      later(turns, LONGEST_BACKOFF_MILLIS);
      LOG.log(
          System.Logger.Level.ERROR,
          "DATA_LOSS: partition={0} reason={1}",
          partition,
          e.getMessage());
    } catch (UnavailableException e) {
      later(turns, turns.backoff);
      writtenLater.warn(partition, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      later(turns, turns.backoff);
      LOG.log(System.Logger.Level.ERROR, "History failed: partition=" + partition, e);
    }
  }

  private static long pause(PartitionSink sink) {
    return sink.lastBytes() < LARGE_BATCH_BYTES ? BATCH_MILLIS : LARGE_BATCH_MILLIS;
  }

  // Partitions with nothing to do look at the same time: a thread that wakes for each costs more.
  private long nextBeat() {
    return Beat.after(nowMillis(), BATCH_MILLIS);
  }

  private void keepHouse(Turns turns) {
    long now = nowMillis();
    if (now >= turns.nextLook) {
      turns.nextLook = now + LOOK_MILLIS;
      turns.sink.lookAround();
    }
    if (now >= turns.nextDelete) {
      turns.nextDelete = now + DELETE_MILLIS;
      turns.sink.deleteOld(clock.wallMillis());
    }
  }

  private void later(Turns turns, long millis) {
    turns.next = nowMillis() + millis;
    turns.backoff = Math.min(LONGEST_BACKOFF_MILLIS, 2 * turns.backoff);
  }

  private long nowMillis() {
    return clock.nanoTime() / 1_000_000;
  }
}
