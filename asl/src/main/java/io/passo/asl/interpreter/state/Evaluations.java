package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.Details;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;

/** What becomes of a state whose expressions failed. */
final class Evaluations {
  private Evaluations() {}

  /** Whether the error is one of JSONata, which history tells in an event of its own. */
  static boolean isJsonata(StatesError error) {
    return ErrorName.QUERY_EVALUATION_ERROR.equals(error.name());
  }

  /**
   * The failure. One of JSONata is for Retry and Catch wherever it happens (asl.md §3).
   *
   * @param kind what Retry and Catch may do about another one
   */
  static Failure failure(Flow flow, StatesError error, Failure.Kind kind) {
    return Failure.in(flow, error, isJsonata(error) ? Failure.Kind.WORK : kind);
  }

  /** Writes the event of a failed JSONata expression, if it is one; the flow is behind it then. */
  static Flow record(Flow flow, StatesError error, Draft draft) {
    return record(flow, error, draft.beforeEvaluation(flow), draft);
  }

  /**
   * As {@link #record(Flow, StatesError, Draft)}.
   *
   * @param previous what the event names as previous
   */
  static Flow record(Flow flow, StatesError error, long previous, Draft draft) {
    if (!isJsonata(error)) {
      return flow;
    }
    Failure failure = Failure.in(flow, error, Failure.Kind.WORK);
    Details event =
        new Details.EvaluationFailed(
            failure.error(), failure.cause(), error.location(), flow.state());
    return flow.after(draft.record(previous, event));
  }

  /** Retry, Catch, or the failure leaves the state. */
  static <S extends State & Recovering> Outcome recover(
      S state, Flow flow, StatesError error, Failure.Kind kind, Draft draft) {
    Flow after = record(flow, error, draft);
    return Recovery.recover(state, after, failure(flow, error, kind), draft);
  }

  /** The failure leaves a state without Retry and Catch. */
  static Outcome fail(Flow flow, StatesError error, Draft draft) {
    Flow after = record(flow, error, draft);
    return new Outcome.Fails(
        failure(flow, error, Failure.Kind.INPUT).uncaught(), after.lastEvent());
  }
}
