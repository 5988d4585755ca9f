package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.FailState;
import io.passo.asl.model.TextSource;
import io.passo.asl.path.Expression;
import io.passo.asl.path.Scope;
import io.passo.asl.path.Variables;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Fail} (asl.md §6.3). */
final class FailHandler implements StateHandler<FailState> {
  @Override
  public Outcome enter(FailState state, Flow flow, Draft draft) {
    ContextObject context = new ContextObject(draft, state, flow);
    Scope scope = new Scope(flow.input(), context, Variables.NONE, draft.entropy());
    Evaluation<Failure> failure =
        text(state.error(), "ErrorPath", scope)
            .flatMap(
                error ->
                    text(state.cause(), "CausePath", scope)
                        .map(cause -> Failure.of(error.orElse(null), cause.orElse(null))));
    return switch (failure) {
      case Evaluation.Value<Failure>(Failure value) -> new Outcome.Fails(value, flow.lastEvent());
      case Evaluation.Failed<Failure> failed -> Exits.fail(flow, failed);
    };
  }

  private static Evaluation<Optional<String>> text(
      @Nullable TextSource source, String field, Scope scope) {
    return switch (source) {
      case null -> Evaluation.value(Optional.empty());
      case TextSource.Fixed(String value) -> Evaluation.value(Optional.of(value));
      case TextSource.FromExpression(Expression expression) ->
          expression.evaluate(scope, field).flatMap(node -> text(node, expression, field));
      case TextSource.FromJsonata ignored -> throw Support.unexpected();
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
