package io.passo.asl.interpreter;

import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.State;

/**
 * Looks on while executions are decided: which states they enter, and which of several ways they
 * take. Tests count by it what they cover. Called while a decision is made, so it must be quick and
 * must not throw; nothing it does changes a decision.
 */
public interface StateObserver {
  /** Nobody looks on. */
  StateObserver NOBODY = new StateObserver() {};

  /** {@link #chose} of {@code Default}. */
  int DEFAULT = -1;

  /**
   * A flow enters a state.
   *
   * @param execution the execution
   * @param flow its root flow, a branch or an iteration
   */
  default void entered(ExecutionStart execution, FrameId flow, State state) {}

  /**
   * A Choice state has chosen.
   *
   * @param index the rule that matched, from 0; {@link #DEFAULT} if none did
   */
  default void chose(ExecutionStart execution, ChoiceState state, int index) {}

  /**
   * A Retrier was for an error.
   *
   * @param index the Retrier, from 0
   * @param retries whether the state is tried again; false if the attempts are used up
   */
  default void retrier(ExecutionStart execution, State state, int index, boolean retries) {}

  /**
   * A Catcher took an error.
   *
   * @param index the Catcher, from 0
   */
  default void caught(ExecutionStart execution, State state, int index) {}
}
