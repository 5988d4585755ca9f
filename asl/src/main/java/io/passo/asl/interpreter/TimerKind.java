package io.passo.asl.interpreter;

/** Why an execution waits for a moment. */
public enum TimerKind {
  /** A Wait state. */
  WAIT,
  /** Back-off before the next attempt of a Retrier. */
  RETRY,
  /**
   * {@code TimeoutSeconds} of a Task. Fires only behind the barrier of results (correctness.md
   * §12).
   */
  TASK_TIMEOUT,
  /** {@code HeartbeatSeconds} of a Task. Fires only behind the barrier of results. */
  HEARTBEAT,
  /** {@code TimeoutSeconds} of the state machine. */
  EXECUTION_TIMEOUT,
  /** The dispatch of a Task that was held back; due at once, fired when there is room. */
  DISPATCH,
  /**
   * The rest of a run of instantaneous states, or of the children that can begin, that was cut at
   * the limit of one call; due at once.
   */
  CONTINUE;

  /** True for timers that a result waiting in the log must overtake. */
  public boolean needsBarrier() {
    return this == TASK_TIMEOUT || this == HEARTBEAT;
  }
}
