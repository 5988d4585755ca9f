package io.passo.task.function;

import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.LambdaErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A function that is called as often as its limits allow. Calls beyond them wait in the order they
 * came; one that would have to wait until its Task has given up fails as throttled.
 */
final class LimitedFunction implements HostedFunction {
  private final HostedFunction function;
  private final Waiting waiting;
  private final Runnable gone;
  private final Semaphore room;
  private final long intervalNanos;
  private final AtomicLong lastStart = new AtomicLong(Long.MIN_VALUE);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean retired;

  /**
   * @param waiting counts those that wait
   * @param gone run when the function was retired and its last call has ended
   */
  LimitedFunction(HostedFunction function, CallLimits limits, Waiting waiting, Runnable gone) {
    this.function = function;
    this.waiting = waiting;
    this.gone = gone;
    this.room = new Semaphore(limits.concurrency(), true);
    this.intervalNanos =
        limits.perSecond() > 0 ? (long) (TimeUnit.SECONDS.toNanos(1) / limits.perSecond()) : 0;
  }

  /** Calls that run. */
  int running() {
    return running.get();
  }

  /** Calls that wait for those. */
  int queued() {
    return open.get() - running.get();
  }

  HostedFunction function() {
    return function;
  }

  @Override
  public FunctionResponse invoke(Invocation invocation) throws InterruptedException {
    open.incrementAndGet();
    try {
      return enter(invocation) ? run(invocation) : throttled(invocation);
    } finally {
      if (open.decrementAndGet() == 0 && retired) {
        gone.run();
      }
    }
  }

  private FunctionResponse run(Invocation invocation) throws InterruptedException {
    running.incrementAndGet();
    try {
      return function.invoke(invocation);
    } finally {
      running.decrementAndGet();
      room.release();
    }
  }

  private boolean enter(Invocation invocation) throws InterruptedException {
    long pause = intervalNanos == 0 ? 0 : pause();
    if (pause <= 0 && room.tryAcquire(0, TimeUnit.SECONDS)) {
      return true;
    }
    waiting.begin();
    try {
      Duration left = Duration.between(Instant.now(), invocation.deadline());
      if (left.toNanos() < pause) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(pause);
      return room.tryAcquire(left.toNanos() - pause, TimeUnit.NANOSECONDS);
    } finally {
      waiting.end();
    }
  }

  /** Takes the next start that the rate allows: nanoseconds until then. */
  private long pause() {
    long now = System.nanoTime();
    long start =
        lastStart.updateAndGet(
            last ->
                last == Long.MIN_VALUE || last - now < -intervalNanos ? now : last + intervalNanos);
    return start - now;
  }

  private static FunctionResponse throttled(Invocation invocation) {
    return LambdaErrors.throttled(invocation.requestId());
  }

  @Override
  public void retire() {
    retired = true;
    function.retire();
    if (open.get() == 0) {
      gone.run();
    }
  }
}
