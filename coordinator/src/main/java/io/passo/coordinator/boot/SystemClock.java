package io.passo.coordinator.boot;

import io.passo.coordinator.engine.EngineClock;
import java.util.concurrent.TimeUnit;

/** The host's clocks. */
final class SystemClock implements EngineClock {
  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
