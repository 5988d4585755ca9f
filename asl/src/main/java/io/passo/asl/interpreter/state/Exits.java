package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.history.Details;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.State;
import io.passo.asl.model.Transition;

/** The shared step of leaving a state. */
final class Exits {
  private Exits() {}

  /**
   * Leaves the state with an output and variables, if they are small enough.
   *
   * @param previous event that gave the output
   */
  static Outcome leave(
      State state, Flow flow, Leaving leaving, long previous, Transition to, Draft draft) {
    if (leaving.output().size() > draft.limits().payloadBytes()) {
      return new Outcome.Fails(Failure.tooLarge(state.name(), Failure.Kind.OUTPUT), previous);
    }
    if (!draft.canAssign(flow.id(), leaving.variables())) {
      return new Outcome.Fails(Failure.tooManyVariables(state.name()), previous);
    }
    draft.assign(flow.id(), leaving.variables());
    Details exited =
        new Details.StateExited(
            StateEvents.exited(state), state.name(), leaving.output(), leaving.variables());
    return new Outcome.Leaves(leaving.output(), draft.record(previous, exited), to);
  }

  /** Leaves a state without Retry and Catch with what its data flow gave. */
  static Outcome leave(
      State state, Flow flow, Evaluation<Leaving> leaving, Transition to, Draft draft) {
    return switch (leaving) {
      case Evaluation.Value<Leaving>(Leaving value) ->
          leave(state, flow, value, flow.lastEvent(), to, draft);
      case Evaluation.Failed<Leaving> failed -> Evaluations.fail(flow, failed.error(), draft);
    };
  }
}
