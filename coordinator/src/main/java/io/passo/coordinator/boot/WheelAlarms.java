package io.passo.coordinator.boot;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.passo.coordinator.engine.EngineClock;
import io.passo.coordinator.engine.express.Alarms;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Alarms on one thread: setting one and cancelling it cost the same however many there are. */
final class WheelAlarms implements Alarms, AutoCloseable {
  // Waits and time-outs are whole seconds, and each tick wakes an idle process.
  private static final long TICK_MILLIS = 20;

  private final EngineClock clock;
  private final HashedWheelTimer wheel =
      new HashedWheelTimer(
          task -> Thread.ofPlatform().name("express-alarms").daemon().unstarted(task),
          TICK_MILLIS,
          TimeUnit.MILLISECONDS);

  WheelAlarms(EngineClock clock) {
    this.clock = clock;
  }

  @Override
  public Alarm at(Instant due, Runnable task) {
    long wait = Math.max(0, due.toEpochMilli() - clock.wallMillis());
    Timeout timeout = wheel.newTimeout(rung -> task.run(), wait, TimeUnit.MILLISECONDS);
    return timeout::cancel;
  }

  @Override
  public void close() {
    wheel.stop();
  }
}
