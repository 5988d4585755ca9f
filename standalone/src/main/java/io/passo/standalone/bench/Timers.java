package io.passo.standalone.bench;

import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Many timers that are due within a minute: how late is it heard that they have fired? */
public final class Timers {
  private static final int IN_FLIGHT = 256;
  private static final int STARTS_PER_SECOND = 1_000;
  private static final Duration SPREAD = Duration.ofMinutes(1);
  private static final long LONGEST_MICROS = 600_000_000;
  private static final long GRACE_SECONDS = 300;

  /**
   * What was seen, in milliseconds from due to heard of.
   *
   * @param early timers that fired before their time
   */
  public record Result(int count, double p50, double p99, double max, long early) {}

  private final SystemStatus system;
  private final Consumer<String> progress;

  /**
   * A run against a system on this host.
   *
   * @param progress is told how far it is
   */
  public Timers(SystemStatus system, Consumer<String> progress) {
    this.system = system;
    this.progress = progress;
  }

  /**
   * Makes the timers, spread evenly over a minute that begins when all are made, and waits for
   * them.
   *
   * @throws SystemException if some have not fired five minutes later
   */
  public Result run(int count) {
    Instant first =
        Instant.now().plusSeconds(30).plus(Duration.ofSeconds(count / STARTS_PER_SECOND));
    Histogram late = new ConcurrentHistogram(LONGEST_MICROS, 3);
    AtomicLong early = new AtomicLong();
    CountDownLatch waiting = new CountDownLatch(count);
    long wallMinusNano = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
    try (Runs runs = new Runs(system, "bench-wait", Workload.resource("wait"))) {
      runs.start(
          count,
          IN_FLIGHT,
          number -> "{\"at\":\"" + due(first, number, count) + "\"}",
          (execution, number) -> {
            long due = due(first, number, count).toEpochMilli() * 1_000;
            runs.whenEnded(
                execution,
                nanoTime -> {
                  long micros = (nanoTime + wallMinusNano) / 1_000 - due;
                  // The clock of an event has milliseconds.
                  if (micros < -1_000) {
                    early.incrementAndGet();
                  }
                  late.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
                  waiting.countDown();
                });
          });
      if (Instant.now().isAfter(first)) {
        throw new SystemException(
            "Expected to make %d timers before the first is due but was too slow".formatted(count));
      }
      progress.accept(count + " timers wait");
      await(waiting, first);
    }
    return new Result(
        count,
        late.getValueAtPercentile(50) / 1e3,
        late.getValueAtPercentile(99) / 1e3,
        late.getMaxValue() / 1e3,
        early.get());
  }

  private static Instant due(Instant first, int number, int count) {
    return first.plusMillis(SPREAD.toMillis() * number / count);
  }

  private static void await(CountDownLatch waiting, Instant first) {
    long limit = Duration.between(Instant.now(), first.plus(SPREAD)).toSeconds() + GRACE_SECONDS;
    try {
      if (!waiting.await(limit, TimeUnit.SECONDS)) {
        throw new SystemException(
            "Expected all timers to fire but %d have not".formatted(waiting.getCount()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }
}
