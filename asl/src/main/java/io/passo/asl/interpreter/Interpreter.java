package io.passo.asl.interpreter;

/**
 * Decides what an execution does next: total, deterministic, without I/O. Time and entropy are in
 * the event.
 *
 * <p>Late, duplicate and unknown events give an empty decision, never an exception. An exception is
 * a bug; the caller quarantines the event and fails the execution by {@link Event.EngineFailed}.
 */
public interface Interpreter {
  /**
   * @param state the execution before the event; {@link ExecutionState#absent} for {@link
   *     Event.ExecutionStarted}
   * @param event what happened
   * @param pace how many states may be entered now
   * @return the state after it, what changed, the history written and the effects to carry out once
   *     it is committed
   */
  Decision decide(ExecutionState state, Event event, Pace pace);

  /** The same without a limit of states. */
  default Decision decide(ExecutionState state, Event event) {
    return decide(state, event, Pace.FREE);
  }
}
