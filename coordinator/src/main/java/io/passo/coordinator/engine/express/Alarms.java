package io.passo.coordinator.engine.express;

import java.time.Instant;

/** Moments that many executions wait for, without a thread for each of them. Safe for threads. */
public interface Alarms {
  /**
   * Runs something at a moment, soon if it has passed.
   *
   * @param task must not block
   */
  Alarm at(Instant due, Runnable task);

  /** One of them. */
  interface Alarm {
    /** Makes it not ring; nothing happens if it has. */
    void cancel();
  }
}
