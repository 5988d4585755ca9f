package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.data.Timestamps;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.WaitState;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.Scope;
import java.time.Duration;
import java.time.Instant;

/** {@code Wait} (asl.md §6.4). */
final class WaitHandler implements StateHandler<WaitState> {
  private static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

  @Override
  public Outcome enter(WaitState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    Evaluation<Instant> due =
        steps
            .input()
            .flatMap(input -> due(state.until(), flow.enteredAt(), steps, input))
            .flatMap(instant -> notTooLate(instant, draft.now()));
    return switch (due) {
      case Evaluation.Value<Instant>(Instant value) when value.isAfter(draft.now()) ->
          new Outcome.Waits(flow, new Waiting.UntilDue(Milliseconds.roundUp(value)));
      case Evaluation.Value<Instant> ignored -> leave(state, flow, steps, draft);
      case Evaluation.Failed<Instant> failed -> fail(flow, failed.error(), draft);
    };
  }

  @Override
  public Outcome resume(WaitState state, FlowFrame frame, Signal signal, Draft draft) {
    if (!(signal instanceof Signal.WaitOver)) {
      return new Outcome.Stays();
    }
    Flow flow = frame.flow();
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return leave(state, flow, steps, draft);
  }

  private static Outcome leave(WaitState state, Flow flow, DataFlowSteps steps, Draft draft) {
    JsonataTemplate output = state.flow() instanceof JsonataFlow jsonata ? jsonata.output() : null;
    Evaluation<Leaving> leaving =
        steps.input().flatMap(input -> steps.through(input, output, state.assign(), ""));
    return switch (leaving) {
      case Evaluation.Value<Leaving>(Leaving value) ->
          Exits.leave(state, flow, value, flow.lastEvent(), state.transition(), draft);
      case Evaluation.Failed<Leaving> failed -> fail(flow, failed.error(), draft);
    };
  }

  /** Here the event of a failed expression follows the Entered event (observed). */
  private static Outcome fail(Flow flow, StatesError error, Draft draft) {
    Flow after = Evaluations.record(flow, error, flow.lastEvent(), draft);
    Failure failure = Evaluations.failure(flow, error, Failure.Kind.INPUT);
    return new Outcome.Fails(failure.uncaught(), after.lastEvent());
  }

  private static Evaluation<Instant> due(
      WaitState.Until until, Instant entered, DataFlowSteps steps, Json input) {
    Scope scope = steps.scope(input);
    return switch (until) {
      case WaitState.Until.Seconds(long seconds) -> Evaluation.value(entered.plusSeconds(seconds));
      case WaitState.Until.SecondsPath(JsonPath path) ->
          SecondsPaths.read("SecondsPath", path, scope)
              .map(seconds -> entered.plusSeconds(Math.min(seconds, 2 * LONGEST.toSeconds())));
      case WaitState.Until.Timestamp(Instant instant, String ignored) -> Evaluation.value(instant);
      case WaitState.Until.TimestampPath(JsonPath path) -> timestamp(path, scope);
      case WaitState.Until.SecondsFromJsonata(JsonataExpression expression) ->
          JsonataFields.integer(expression, "Seconds", steps.states())
              .map(seconds -> entered.plusSeconds(Math.min(seconds, 2 * LONGEST.toSeconds())));
      case WaitState.Until.TimestampFromJsonata(JsonataExpression expression) ->
          JsonataFields.text(expression, "Timestamp", steps.states())
              .flatMap(WaitHandler::timestamp);
    };
  }

  private static Evaluation<Instant> timestamp(String text) {
    return Timestamps.parse(text)
        .map(Evaluation::value)
        .orElseGet(
            () ->
                JsonataFields.failed(
                    "Timestamp",
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time"
                        + " format string: "
                        + text));
  }

  private static Evaluation<Instant> timestamp(JsonPath path, Scope scope) {
    JsonNode node = path.find(scope);
    if (node == null) {
      return Evaluation.failed(
          ErrorName.RUNTIME,
          "The TimestampPath parameter does not reference an input value: " + path.text());
    }
    return (node.isTextual()
            ? Timestamps.parse(node.textValue())
            : java.util.Optional.<Instant>empty())
        .map(Evaluation::value)
        .orElseGet(
            () ->
                Evaluation.failed(
                    ErrorName.RUNTIME,
                    "The TimestampPath parameter does not reference a valid ISO-8601 extended offset"
                        + " date-time format string: "
                        + path.text()
                        + " == "
                        + SecondsPaths.shown(node)));
  }

  private static Evaluation<Instant> notTooLate(Instant due, Instant now) {
    return Duration.between(now, due).compareTo(LONGEST) > 0
        ? Evaluation.failed(ErrorName.RUNTIME, "Wait state delay is too long.")
        : Evaluation.value(due);
  }
}
