package io.passo.coordinator.engine;

import java.time.Instant;
import java.time.InstantSource;

/** Time of the engine. The only source of it: the simulator gives another. */
public interface EngineClock extends InstantSource {
  /** Wall clock in milliseconds since the epoch; a jump of the host's clock may be left out. */
  long wallMillis();

  @Override
  default Instant instant() {
    return Instant.ofEpochMilli(wallMillis());
  }

  /** What the host's clock says, right or wrong; it goes on while the host is suspended. */
  default long hostMillis() {
    return wallMillis();
  }

  /**
   * A clock that never goes back, in nanoseconds from an arbitrary origin; it may stop while the
   * host is suspended.
   */
  long nanoTime();

  /** Waits. */
  void sleep(long millis) throws InterruptedException;
}
