package io.passo.standalone.bench;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * What it takes this host to wake a thread that has slept for a while. An execution at light load
 * is a chain of such wake-ups, so figures of two hosts, or of one at two times, can only be
 * compared beside it.
 */
final class WakeUps {
  private static final int COUNT = 1_000;
  private static final long SLEEP_NANOS = 500_000;

  private final Semaphore calls = new Semaphore(0);
  private final Semaphore answers = new Semaphore(0);
  private long answeredAt;

  private WakeUps() {}

  /** Microseconds from a call until the thread that it wakes runs elsewhere, the median. */
  static double micros() {
    return new WakeUps().median();
  }

  private double median() {
    Thread.ofPlatform().daemon().start(this::answer);
    long[] nanos = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      LockSupport.parkNanos(SLEEP_NANOS);
      long begin = System.nanoTime();
      calls.release();
      // Keeps this processor, so that another one has to be woken.
      while (!answers.tryAcquire()) {
        Thread.onSpinWait();
      }
      nanos[i] = answeredAt - begin;
    }
    Arrays.sort(nanos);
    return nanos[COUNT / 2] / 1e3;
  }

  private void answer() {
    for (int i = 0; i < COUNT; i++) {
      calls.acquireUninterruptibly();
      answeredAt = System.nanoTime();
      answers.release();
    }
  }
}
