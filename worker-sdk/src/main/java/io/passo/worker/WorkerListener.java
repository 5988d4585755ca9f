package io.passo.worker;

import io.passo.protocol.StepCommand;
import java.time.Duration;

/**
 * Watches a worker, for metrics and logs. Called on its threads: must be quick and must not throw.
 */
public interface WorkerListener {
  /** Watches nothing. */
  WorkerListener NONE = new WorkerListener() {};

  /** A step begins. */
  default void started(StepCommand command) {}

  /** A step has ended and its result is durable. */
  default void finished(StepCommand command, StepOutcome outcome, Duration took) {}

  /** A delivery came to nothing. */
  default void dropped(Dropped reason) {}

  /** Why a delivery was not run, or its result not reported. */
  enum Dropped {
    /** Its deadline was over. */
    EXPIRED,
    /** Its attempt was closed by the engine. */
    CANCELLED,
    /** The engine says that the attempt has its result, or that another worker has claimed it. */
    CLOSED,

    /** No message. */
    MALFORMED,
    /** A message that nobody with the pool's key signed. */
    UNSIGNED,
    /** The last delivery allowed: reported as a crashed worker. */
    CRASHED,
    /** The lock was lost before it was acknowledged; another worker may have it. */
    LOCK_LOST
  }
}
