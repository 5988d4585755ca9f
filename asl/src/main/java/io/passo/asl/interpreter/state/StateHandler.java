package io.passo.asl.interpreter.state;

import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.model.State;

/**
 * Interprets one type of state. Writes history, effects and frames of its own to the draft; what
 * becomes of the flow is the outcome.
 *
 * <pre>
 * (entered) ── enter ──► Waits ── resume ──► Leaves
 *               │          └────────────────► Waits, Fails, Stays
 *               └──► Leaves, Fails
 * </pre>
 */
interface StateHandler<S extends State> {
  /** The flow has entered the state; its Entered event is written. */
  Outcome enter(S state, Flow flow, Draft draft);

  /** The flow waits in the state and hears of something. */
  default Outcome resume(S state, FlowFrame frame, Signal signal, Draft draft) {
    return new Outcome.Stays();
  }
}
