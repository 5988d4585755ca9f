package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
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
import java.util.function.ToLongFunction;

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
        Inspection.retrier(draft, i, failure);
        // MaxAttempts counts retries, not runs: 3 allows up to four runs.
        boolean retries = flow.retries().of(i) < retrier.maxAttempts();
        draft.observer().retrier(draft.start(), state, i, retries);
        return retries ? Optional.of(backOff(flow, i, retrier, draft)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Outcome backOff(Flow flow, int index, Retrier retrier, Draft draft) {
    Duration delay = RetryDelay.of(retrier, flow.retries().of(index), draft.entropy());
    Waiting waiting = new Waiting.ForRetry(flow.lastEvent(), draft.now().plus(delay));
    return new Outcome.Waits(flow.retrying(flow.retries().plus(index)), waiting);
  }

  /**
   * An expression of a Parallel or Map failed. Only one of JSONata makes the state fail with its
   * Failed event.
   *
   * @param kind what Retry and Catch may do about one of JSONPath
   * @param failed {@code ParallelStateFailed} or {@code MapStateFailed}
   */
  static <S extends State & Recovering> Outcome failFanOut(
      S state, Flow flow, StatesError error, Failure.Kind kind, EventType failed, Draft draft) {
    Flow after = Evaluations.record(flow, error, draft);
    Failure failure = Evaluations.failure(flow, error, kind);
    return Evaluations.isJsonata(error)
        ? failFanOut(state, after, failure, failed, draft)
        : recover(state, after, failure, draft);
  }

  /**
   * A Parallel or Map failed: Retry, else its Failed event and Catch.
   *
   * @param flow behind the event of the failure
   * @param failed {@code ParallelStateFailed} or {@code MapStateFailed}
   */
  static <S extends State & Recovering> Outcome failFanOut(
      S state, Flow flow, Failure failure, EventType failed, Draft draft) {
    return retry(state, flow, failure, draft)
        .orElseGet(() -> failForGood(state, flow, failure, failed, draft));
  }

  /**
   * If the Catcher's expressions fail, history tells that from before the Failed event on, and the
   * state fails once more (observed).
   */
  private static <S extends State & Recovering> Outcome failForGood(
      S state, Flow flow, Failure failure, EventType failed, Draft draft) {
    long event = draft.record(flow.lastEvent(), new Details.Plain(failed));
    return catchOrFail(
        state,
        flow.after(event),
        failure,
        error -> {
          long evaluation = Evaluations.record(flow, error, flow.lastEvent(), draft).lastEvent();
          return Evaluations.isJsonata(error)
              ? draft.record(evaluation, new Details.Plain(failed))
              : event;
        },
        draft);
  }

  /** The first Catcher that is for the failure takes it; without one it leaves the state. */
  static <S extends State & Recovering> Outcome catchOrFail(
      S state, Flow flow, Failure failure, Draft draft) {
    return catchOrFail(
        state, flow, failure, error -> Evaluations.record(flow, error, draft).lastEvent(), draft);
  }

  /**
   * As {@link #catchOrFail(State, Flow, Failure, Draft)}.
   *
   * @param broken writes the events of a Catcher whose fields cannot be evaluated; gives the last
   */
  private static <S extends State & Recovering> Outcome catchOrFail(
      S state, Flow flow, Failure failure, ToLongFunction<StatesError> broken, Draft draft) {
    List<Catcher> catchers = state.catchers();
    for (int i = 0; i < catchers.size(); i++) {
      if (ErrorMatch.matches(catchers.get(i).errorEquals(), failure)) {
        Inspection.catcher(draft, i, failure);
        draft.observer().caught(draft.start(), state, i);
        return leave(state, flow, i, failure, broken, draft);
      }
    }
    return new Outcome.Fails(failure.uncaught(), flow.lastEvent());
  }

  private static <S extends State & Recovering> Outcome leave(
      S state,
      Flow flow,
      int index,
      Failure failure,
      ToLongFunction<StatesError> broken,
      Draft draft) {
    Catcher catcher = state.catchers().get(index);
    Transition next = new Transition.Next(catcher.next());
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    String where = "Catch[" + index + "]/";
    return switch (steps.caught(catcher, errorOutput(failure), where)) {
      case Evaluation.Value<Leaving>(Leaving leaving) ->
          Exits.leave(state, flow, leaving, flow.lastEvent(), next, draft);
      case Evaluation.Failed<Leaving> failed -> {
        long event = broken.applyAsLong(failed.error());
        yield new Outcome.Fails(
            Failure.in(flow, failed.error(), Failure.Kind.WORK).uncaught(), event);
      }
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
