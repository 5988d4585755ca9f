package io.passo.coordinator.engine;

/** Time of the engine. The only source of it: the simulator gives another. */
public interface EngineClock {
  /** Wall clock in milliseconds since the epoch. */
  long wallMillis();

  /**
   * A clock that never goes back, in nanoseconds from an arbitrary origin; it may stop while the
   * host is suspended.
   */
  long nanoTime();

  /** Waits. */
  void sleep(long millis) throws InterruptedException;
}
