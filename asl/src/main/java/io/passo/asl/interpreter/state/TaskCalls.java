package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataExpression;
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
  private static final long MAX_SECONDS = 99_999_999;

  private TaskCalls() {}

  static Evaluation<TaskCall> evaluate(TaskState state, DataFlowSteps steps) {
    return steps.input().flatMap(input -> evaluate(state, steps, input));
  }

  private static Evaluation<TaskCall> evaluate(TaskState state, DataFlowSteps steps, Json input) {
    Scope scope = steps.scope(input);
    return steps
        .arguments(input)
        .flatMap(steps::checkInput)
        .flatMap(
            parameters ->
                seconds(state.timeout(), "TimeoutSeconds", scope, steps)
                    .flatMap(
                        timeout ->
                            seconds(state.heartbeat(), "HeartbeatSeconds", scope, steps)
                                .flatMap(
                                    heartbeat ->
                                        role(state.credentials(), scope, steps)
                                            .map(
                                                role ->
                                                    new TaskCall(
                                                        parameters,
                                                        timeout.orElse(null),
                                                        heartbeat.orElse(null),
                                                        role.orElse(null))))));
  }

  private static Evaluation<Optional<Duration>> seconds(
      @Nullable IntegerSource source, String field, Scope scope, DataFlowSteps steps) {
    return switch (source) {
      case null -> Evaluation.value(Optional.empty());
      case IntegerSource.Fixed(long value) ->
          Evaluation.value(Optional.of(Duration.ofSeconds(value)));
      case IntegerSource.FromPath(JsonPath path) ->
          SecondsPaths.read(field + "Path", path, scope)
              .flatMap(
                  seconds ->
                      isInRange(seconds)
                          ? Evaluation.value(Optional.of(Duration.ofSeconds(seconds)))
                          : Evaluation.failed(
                              ErrorName.RUNTIME,
                              "The %sPath parameter must reference a value between 1 and %d: %s == %d"
                                  .formatted(field, MAX_SECONDS, path.text(), seconds)));
      case IntegerSource.FromJsonata(JsonataExpression expression) ->
          JsonataFields.integer(expression, field, steps.states())
              .flatMap(
                  seconds ->
                      isInRange(seconds)
                          ? Evaluation.value(Optional.of(Duration.ofSeconds(seconds)))
                          : JsonataFields.failed(
                              field,
                              "The %s field must be between 1 and %d but was: %d"
                                  .formatted(field, MAX_SECONDS, seconds)));
    };
  }

  private static boolean isInRange(long seconds) {
    return seconds > 0 && seconds <= MAX_SECONDS;
  }

  private static Evaluation<Optional<String>> role(
      @Nullable Credentials credentials, Scope scope, DataFlowSteps steps) {
    return switch (credentials == null ? null : credentials.roleArn()) {
      case null -> Evaluation.value(Optional.empty());
      case TextSource.Fixed(String value) -> Evaluation.value(Optional.of(value));
      case TextSource.FromExpression(Expression expression) ->
          expression.evaluate(scope, "RoleArn.$").flatMap(TaskCalls::role);
      case TextSource.FromJsonata(JsonataExpression expression) ->
          JsonataFields.text(expression, "Credentials/RoleArn", steps.states()).map(Optional::of);
    };
  }

  private static Evaluation<Optional<String>> role(JsonNode node) {
    return node.isTextual()
        ? Evaluation.value(Optional.of(node.textValue()))
        : Evaluation.failed(
            ErrorName.RUNTIME, "The field 'RoleArn.$' refers to a value that is not a string.");
  }
}
