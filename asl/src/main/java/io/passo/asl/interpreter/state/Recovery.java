package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import io.passo.asl.model.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The shared steps of Retry and Catch (asl.md §7). */
final class Recovery {
  private Recovery() {}

  /** Retry, else Catch, else the failure leaves the state. */
  static <S extends State & Recovering> Outcome recover(
      S state, Flow flow, Failure failure, Draft draft) {
    return retry(state, flow, failure, draft)
        .orElseGet(() -> catchOrFail(state, flow, failure, draft));
  }

  /**
   * The first Retrier that is for the failure decides: it waits, or it is exhausted and Catch is
   * next.
   */
  static <S extends State & Recovering> Optional<Outcome> retry(
      S state, Flow flow, Failure failure, Draft draft) {
    if (failure.kind() == Failure.Kind.INPUT) {
      return Optional.empty();
    }
    List<Retrier> retriers = state.retry();
    for (int i = 0; i < retriers.size(); i++) {
      Retrier retrier = retriers.get(i);
      if (ErrorMatch.matches(retrier.errorEquals(), failure)) {
        Inspection.retrier(draft, i);
        // MaxAttempts counts retries, not runs: 3 allows up to four runs.
        return flow.retries().of(i) < retrier.maxAttempts()
            ? Optional.of(backOff(flow, i, retrier, draft))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Outcome backOff(Flow flow, int index, Retrier retrier, Draft draft) {
    Duration delay = RetryDelay.of(retrier, flow.retries().of(index), draft.entropy());
    Waiting waiting = new Waiting.ForRetry(flow.lastEvent(), draft.now().plus(delay));
    return new Outcome.Waits(flow.retrying(flow.retries().plus(index)), waiting);
  }

  /** The first Catcher that is for the failure takes it; without one it leaves the state. */
  static <S extends State & Recovering> Outcome catchOrFail(
      S state, Flow flow, Failure failure, Draft draft) {
    for (int i = 0; i < state.catchers().size(); i++) {
      Catcher catcher = state.catchers().get(i);
      if (ErrorMatch.matches(catcher.errorEquals(), failure)) {
        Inspection.catcher(draft, i, failure);
        return leave(state, flow, catcher, failure, draft);
      }
    }
    return new Outcome.Fails(failure.uncaught(), flow.lastEvent());
  }

  private static Outcome leave(
      State state, Flow flow, Catcher catcher, Failure failure, Draft draft) {
    // OutputPath of the state is not applied to what a Catcher makes (observed, asl.md §7.3).
    Transition next = new Transition.Next(catcher.next());
    return switch (DataFlowSteps.combine(
        catcher.resultPath(), flow.input(), errorOutput(failure))) {
      case Evaluation.Value<Json>(Json output) ->
          Exits.leave(state, flow, output, flow.lastEvent(), next, draft);
      case Evaluation.Failed<Json> failed ->
          new Outcome.Fails(
              Failure.in(flow, failed.error(), Failure.Kind.WORK).uncaught(), flow.lastEvent());
    };
  }

  private static Json errorOutput(Failure failure) {
    ObjectNode output = Json.object();
    if (failure.error() != null) {
      output.put("Error", failure.error());
    }
    if (failure.cause() != null) {
      output.put("Cause", failure.cause());
    }
    return Json.of(output);
  }
}
