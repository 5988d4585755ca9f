package io.passo.standalone.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What it takes this host to wake a thread that has slept for a while. An execution at light load
 * is a chain of such wake-ups, so figures of two hosts, or of one at two times, can only be
 * compared beside it.
 */
final class WakeUps {
  private static final int COUNT = 1_000;
  private static final long SLEEP_NANOS = 500_000;
  private static final long LOOK_NANOS = 50_000;

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile long answeredAt;

  private WakeUps() {}

  /** Microseconds from one thread's {@code unpark} until the other one runs, the median. */
  static double micros() {
    return new WakeUps().median();
  }

  private double median() {
    Thread sleeper = Thread.ofPlatform().daemon().start(this::answer);
    long[] nanos = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      LockSupport.parkNanos(SLEEP_NANOS);
      long begin = System.nanoTime();
      calls.incrementAndGet();
      LockSupport.unpark(sleeper);
      while (answers.get() <= i) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      nanos[i] = answeredAt - begin;
    }
    Arrays.sort(nanos);
    return nanos[COUNT / 2] / 1e3;
  }

  private void answer() {
    for (int i = 0; i < COUNT; i++) {
      while (calls.get() <= i) {
        LockSupport.park(this);
      }
      answeredAt = System.nanoTime();
      answers.incrementAndGet();
    }
  }
}
