package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.EngineClock;

/** The world's time as a process sees it. */
public final class SimulatedClock implements EngineClock {
  private final World world;

  public SimulatedClock(World world) {
    this.world = world;
  }

  @Override
  public long wallMillis() {
    return world.wallMillis();
  }

  @Override
  public long nanoTime() {
    return world.micros() * 1_000;
  }

  @Override
  public void sleep(long millis) {
    world.current().await(Math.max(1, millis * 1_000));
  }
}
