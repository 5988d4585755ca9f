package io.passo.coordinator.engine;

import io.passo.coordinator.engine.HistorySink.Move;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Runs the sinks of all partitions of one coordinator in one thread. What they have all read goes
 * into one transaction, and each waits a quarter or half of a second if it has caught up. Errors
 * are retried for ever; after one, each partition has a transaction of its own until none fails.
 */
public final class SinkRunner {
  private static final System.Logger LOG = System.getLogger(SinkRunner.class.getName());
  private static final long BATCH_MILLIS = 250;
  // Executions live longer under load, and each batch they live through writes a row of theirs
  // again.
  private static final long LARGE_BATCH_MILLIS = 500;
  private static final long LARGE_BATCH_BYTES = 64 << 10;
  private static final long MOST_BYTES = 8L << 20;
  // Partitions that are due at nearly the same time are served together.
  private static final long SHORTEST_SLEEP_MILLIS = 50;
  private static final long LONGEST_SLEEP_MILLIS = 250;
  // How late a record is noticed that another owner appended.
  private static final long READ_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 15_000;
  private static final long DELETE_MILLIS = 60_000;
  private static final long FIRST_BACKOFF_MILLIS = 250;
  // Callers see what is written here: after an outage they should not wait as long again.
  private static final long LONGEST_BACKOFF_MILLIS = 2_000;
  private static final long LOST_MILLIS = 10_000;

  private final Journal journal;
  private final HistorySink sink;
  private final EngineClock clock;
  private final EngineMetrics metrics;
  private final Map<Integer, Turns> partitions = new ConcurrentHashMap<>();
  private final RepeatedWarning writtenLater;
  private boolean apart;
  private volatile boolean stopped;

  /** When a partition is due, by the monotonic clock in milliseconds. Used by one thread. */
  private static final class Turns {
    private final int partition;
    private final PartitionSink sink;
    private long next;
    private long nextRead;
    private long nextLook;
    private long nextDelete;
    private long backoff = FIRST_BACKOFF_MILLIS;

    Turns(int partition, PartitionSink sink) {
      this.partition = partition;
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
        partition, p -> new Turns(p, new PartitionSink(p, journal, sink, metrics)));
  }

  /** Serves a partition no more, after the batch under way. Any thread. */
  public void remove(int partition) {
    partitions.remove(partition);
  }

  private void run() {
    try {
      while (!stopped) {
        round();
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

  private void round() {
    boolean oneByOne = apart;
    apart = false;
    Map<Turns, Move> read = new LinkedHashMap<>();
    long bytes = 0;
    for (Turns turns : partitions.values()) {
      if (stopped) {
        return;
      }
      if (isDue(turns)) {
        read(turns).ifPresent(move -> read.put(turns, move));
        bytes += turns.sink.lastBytes();
      }
      if (oneByOne || bytes >= MOST_BYTES) {
        write(read);
        read.clear();
        bytes = 0;
      }
    }
    write(read);
  }

  private boolean isDue(Turns turns) {
    long now = nowMillis();
    if (now < turns.next) {
      return false;
    }
    if (now < turns.nextRead && turns.sink.isUpToOwnAppends()) {
      // Asking Kafka for nothing, from each partition, would be most of what an idle system does.
      turns.next = Beat.after(now, BATCH_MILLIS);
      return false;
    }
    return true;
  }

  private Optional<Move> read(Turns turns) {
    try {
      turns.nextRead = nowMillis() + READ_MILLIS;
      Optional<Move> move = turns.sink.read();
      if (move.isEmpty()) {
        done(turns);
      }
      return move;
    } catch (RuntimeException e) {
      failed(turns, e);
      return Optional.empty();
    }
  }

  private void write(Map<Turns, Move> read) {
    if (read.isEmpty()) {
      return;
    }
    try {
      boolean written = sink.commit(List.copyOf(read.values()));
      apart |= !written;
      for (Turns turns : read.keySet()) {
        if (written) {
          turns.sink.written();
        }
        done(turns);
      }
    } catch (RuntimeException e) {
      apart = true;
      read.keySet().forEach(turns -> failed(turns, e));
    }
  }

  private void done(Turns turns) {
    turns.backoff = FIRST_BACKOFF_MILLIS;
    // At the same moment as the others', so that one transaction serves all of them.
    turns.next = turns.sink.isBehind() ? 0 : Beat.after(nowMillis(), pause(turns.sink));
    try {
      keepHouse(turns);
    } catch (RuntimeException e) {
      failed(turns, e);
    }
  }

  private void failed(Turns turns, RuntimeException failure) {
    switch (failure) {
      case LogGapException e -> lost(turns, e);
      case DataLossException e -> lost(turns, e);
      case UnavailableException e -> {
        later(turns, turns.backoff);
        writtenLater.warn(turns.partition, String.valueOf(e.getMessage()));
      }
      default -> {
        later(turns, turns.backoff);
        LOG.log(System.Logger.Level.ERROR, "History failed: partition=" + turns.partition, failure);
      }
    }
  }

  // What lies between the place and the log is lost; only a person can decide to go on.
  private void lost(Turns turns, RuntimeException e) {
    metrics.dataLoss(turns.partition);
    later(turns, LOST_MILLIS);
    LOG.log(
        System.Logger.Level.ERROR,
        "DATA_LOSS: partition={0} reason={1}",
        turns.partition,
        e.getMessage());
  }

  private static long pause(PartitionSink sink) {
    return sink.lastBytes() < LARGE_BATCH_BYTES ? BATCH_MILLIS : LARGE_BATCH_MILLIS;
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
