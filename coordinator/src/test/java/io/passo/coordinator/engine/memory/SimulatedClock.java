package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.EngineClock;

/** The world's time as a process sees it. */
public final class SimulatedClock implements EngineClock {
  private final World world;
  private final Node node;

  public SimulatedClock(World world, Node node) {
    this.world = world;
    this.node = node;
  }

  @Override
  public long wallMillis() {
    return node.wallMillis();
  }

  @Override
  public long nanoTime() {
    return node.nanoTime();
  }

  @Override
  public void sleep(long millis) {
    world.current().await(Math.max(1, millis * 1_000));
  }
}
