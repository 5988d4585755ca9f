package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.FailState;
import io.passo.asl.model.TextSource;
import io.passo.asl.path.Expression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Fail} (asl.md §6.3). */
final class FailHandler implements StateHandler<FailState> {
  private static final DataFlow NOTHING = new DataFlow.JsonataFlow(null, null);

  @Override
  public Outcome enter(FailState state, Flow flow, Draft draft) {
    Inspection.seen(draft, Inspection.Step.AFTER_INPUT_PATH, Evaluation.value(flow.input()));
    DataFlowSteps steps = DataFlowSteps.of(state, NOTHING, flow, draft);
    Evaluation<Failure> failure =
        text(state.error(), "Error", steps)
            .flatMap(
                error ->
                    text(state.cause(), "Cause", steps)
                        .map(cause -> Failure.of(error.orElse(null), cause.orElse(null))));
    return switch (failure) {
      case Evaluation.Value<Failure>(Failure value) -> new Outcome.Fails(value, flow.lastEvent());
      case Evaluation.Failed<Failure> failed -> Evaluations.fail(flow, failed.error(), draft);
    };
  }

  private static Evaluation<Optional<String>> text(
      @Nullable TextSource source, String field, DataFlowSteps steps) {
    return switch (source) {
      case null -> Evaluation.value(Optional.empty());
      case TextSource.Fixed(String value) -> Evaluation.value(Optional.of(value));
      case TextSource.FromExpression(Expression expression) ->
          expression
              .evaluate(steps.scope(steps.rawInput()), field + "Path")
              .flatMap(node -> text(node, expression, field + "Path"));
      case TextSource.FromJsonata(JsonataExpression jsonata) ->
          JsonataFields.text(jsonata, field, steps.states()).map(Optional::of);
    };
  }

  private static Evaluation<Optional<String>> text(
      JsonNode node, Expression expression, String field) {
    return node.isTextual()
        ? Evaluation.value(Optional.of(node.textValue()))
        : Evaluation.failed(
            ErrorName.RUNTIME,
            "The %s '%s' refers to a value that is not a string: %s"
                .formatted(field, expression.text(), node));
  }
}
