package io.passo.standalone.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Starts executions: so many in flight (closed loop), or so many per second whatever happens (open
 * loop).
 */
abstract class Load implements AutoCloseable {
  private volatile boolean running = true;
  private @Nullable Thread pace;

  /** Keeps {@code concurrency} executions in flight until {@link #stop}. */
  abstract void closedLoop(int concurrency);

  /**
   * Starts one execution every {@code 1/rate} seconds until {@link #stop}; a late start counts from
   * when it was due.
   */
  final void openLoop(double rate) {
    long interval = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
    pace = Thread.ofPlatform().name("pace").daemon().start(() -> keepPace(interval));
  }

  private void keepPace(long interval) {
    for (long due = System.nanoTime(); running; due += interval) {
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      startOne(due);
    }
  }

  /** Starts an execution that was due then; by any thread, returns at once. */
  abstract void startOne(long dueNanos);

  /** Executions that were started and have not ended. */
  abstract int inFlight();

  /**
   * No more starts; returns when what is in flight has ended, or after the longest time that one
   * may take.
   */
  final void stop() {
    running = false;
    try {
      if (pace != null) {
        pace.join();
      }
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what is in flight, but not longer than an execution may take. */
  abstract void awaitEnd() throws InterruptedException;

  final boolean isRunning() {
    return running;
  }

  @Override
  public void close() {
    running = false;
  }
}
