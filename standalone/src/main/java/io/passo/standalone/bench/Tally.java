package io.passo.standalone.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what ends between two points of time; before and after it only keeps totals. */
final class Tally {
  private static final long LONGEST_MICROS = 600_000_000;

  private final Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder total = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final Map<String, Long> problems = new TreeMap<>();
  private volatile boolean measuring;

  void begin() {
    measuring = true;
  }

  void end() {
    measuring = false;
  }

  /** An execution has ended so long after it was meant to start. */
  void ended(String status, long latencyNanos) {
    total.increment();
    if (!status.equals("SUCCEEDED")) {
      problem("execution " + status);
    }
    if (!measuring) {
      return;
    }
    if (status.equals("SUCCEEDED")) {
      succeeded.increment();
      latencies.recordValue(Math.min(latencyNanos / 1_000, LONGEST_MICROS));
    } else {
      failed.increment();
    }
  }

  /** A start was refused, or an execution did not end well. */
  void problem(String what) {
    problems(what, 1);
  }

  synchronized void problems(String what, long count) {
    problems.merge(what, count, Long::sum);
  }

  /** So many starts were told to come again later, and did. */
  void throttled(long count) {
    throttled.add(count);
  }

  long throttledCount() {
    return throttled.sum();
  }

  long succeededCount() {
    return succeeded.sum();
  }

  /** All that ended, also outside the measurement. */
  long totalCount() {
    return total.sum();
  }

  double millisAt(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }

  double longestMillis() {
    return latencies.getMaxValue() / 1_000.0;
  }

  synchronized Map<String, Long> problems() {
    return Map.copyOf(problems);
  }
}
