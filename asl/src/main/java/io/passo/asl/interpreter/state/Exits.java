package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.State;
import io.passo.asl.model.Transition;

/** The shared step of leaving a state. */
final class Exits {
  private Exits() {}

  /**
   * Leaves the state with an output, if it is small enough.
   *
   * @param previous event that gave the output
   */
  static Outcome leave(
      State state, Flow flow, Json output, long previous, Transition to, Draft draft) {
    if (output.size() > Limits.PAYLOAD_BYTES) {
      return new Outcome.Fails(Failure.tooLarge(state.name(), Failure.Kind.OUTPUT), previous);
    }
    Details exited = new Details.StateExited(StateEvents.exited(state), state.name(), output);
    return new Outcome.Leaves(output, draft.record(previous, exited), to);
  }

  /** Leaves a state without Retry and Catch with what its data flow gave. */
  static Outcome leave(
      State state, Flow flow, Evaluation<Json> output, Transition to, Draft draft) {
    return switch (output) {
      case Evaluation.Value<Json>(Json value) ->
          leave(state, flow, value, flow.lastEvent(), to, draft);
      case Evaluation.Failed<Json> failed -> fail(flow, failed);
    };
  }

  /** Fails a state without Retry and Catch for an error of the language. */
  static Outcome fail(Flow flow, Evaluation.Failed<?> failed) {
    Failure failure = Failure.in(flow, failed.error(), Failure.Kind.INPUT);
    return new Outcome.Fails(failure.uncaught(), flow.lastEvent());
  }
}
