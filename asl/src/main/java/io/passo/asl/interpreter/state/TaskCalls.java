package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.model.Credentials;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.TextSource;
import io.passo.asl.path.Expression;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.Scope;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates what a Task calls with what (asl.md §6.6). */
final class TaskCalls {
  private TaskCalls() {}

  static Evaluation<TaskCall> evaluate(TaskState state, DataFlowSteps steps) {
    return steps.input().flatMap(input -> evaluate(state, steps, input));
  }

  private static Evaluation<TaskCall> evaluate(TaskState state, DataFlowSteps steps, Json input) {
    Scope scope = steps.scope(input);
    return steps
        .parameters(input)
        .flatMap(Limits::checkInput)
        .flatMap(
            parameters ->
                seconds(state.timeout(), "TimeoutSecondsPath", scope)
                    .flatMap(
                        timeout ->
                            seconds(state.heartbeat(), "HeartbeatSecondsPath", scope)
                                .flatMap(
                                    heartbeat ->
                                        role(state.credentials(), scope)
                                            .map(
                                                role ->
                                                    new TaskCall(
                                                        parameters,
                                                        timeout.orElse(null),
                                                        heartbeat.orElse(null),
                                                        role.orElse(null))))));
  }

  private static Evaluation<Optional<Duration>> seconds(
      @Nullable IntegerSource source, String field, Scope scope) {
    return switch (source) {
      case null -> Evaluation.value(Optional.empty());
      case IntegerSource.Fixed(long value) ->
          Evaluation.value(Optional.of(Duration.ofSeconds(value)));
      case IntegerSource.FromPath(JsonPath path) ->
          SecondsPaths.read(field, path, scope).map(s -> Optional.of(Duration.ofSeconds(s)));
      case IntegerSource.FromJsonata ignored -> throw Support.unexpected();
    };
  }

  private static Evaluation<Optional<String>> role(@Nullable Credentials credentials, Scope scope) {
    return switch (credentials == null ? null : credentials.roleArn()) {
      case null -> Evaluation.value(Optional.empty());
      case TextSource.Fixed(String value) -> Evaluation.value(Optional.of(value));
      case TextSource.FromExpression(Expression expression) ->
          expression.evaluate(scope, "RoleArn.$").flatMap(TaskCalls::role);
      case TextSource.FromJsonata ignored -> throw Support.unexpected();
    };
  }

  private static Evaluation<Optional<String>> role(JsonNode node) {
    return node.isTextual()
        ? Evaluation.value(Optional.of(node.textValue()))
        : Evaluation.failed(
            ErrorName.RUNTIME, "The field 'RoleArn.$' refers to a value that is not a string.");
  }
}
