package io.passo.asl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function whose name says that it makes one call of a service that a Task can make by itself.
 * What the function does cannot be seen, so it is a hint only.
 */
final class LambdaDetours extends EachState {
  /** A call, and what a name must contain to mean it. */
  private record Call(String service, String action, List<String> words) {
    boolean isMeant(String name) {
      return words.stream().allMatch(name::contains);
    }
  }

  private static final List<Call> CALLS =
      List.of(
          new Call("dynamodb", "putItem", List.of("putitem")),
          new Call("dynamodb", "getItem", List.of("getitem")),
          new Call("dynamodb", "updateItem", List.of("updateitem")),
          new Call("dynamodb", "deleteItem", List.of("deleteitem")),
          new Call("sqs", "sendMessage", List.of("sqs", "send")),
          new Call("sqs", "sendMessage", List.of("sendmessage")),
          new Call("sns", "publish", List.of("sns", "publish")),
          new Call("events", "putEvents", List.of("putevents")),
          new Call("states", "startExecution", List.of("startexecution")),
          new Call("glue", "startJobRun", List.of("startjobrun")),
          new Call("aws-sdk:s3", "getObject", List.of("getobject")),
          new Call("aws-sdk:s3", "putObject", List.of("putobject")),
          new Call("aws-sdk:s3", "copyObject", List.of("copyobject")),
          new Call("lambda", "invoke", List.of("invokefunction")));

  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof TaskState task) {
      functionName(task)
          .flatMap(name -> CALLS.stream().filter(call -> call.isMeant(name)).findFirst())
          .ifPresent(
              call ->
                  report.accept(
                      Finding.note(
                          "LAMBDA_FOR_ONE_CALL",
                          state,
                          "By its name the function calls one action: a Task with the resource"
                              + " arn:aws:states:::%s:%s needs no function"
                                  .formatted(call.service(), call.action()))));
    }
  }

  /** Letters and digits of the name, if the definition says it. */
  private static Optional<String> functionName(TaskState task) {
    return switch (task.resource()) {
      case TaskResource.LambdaFunction function -> Optional.of(letters(function.arn()));
      case TaskResource.Activity ignored -> Optional.empty();
      case TaskResource.ServiceIntegration call ->
          call.service().equals("lambda") && call.action().equals("invoke")
              ? Optional.ofNullable(parameters(task))
                  .map(parameters -> parameters.path("FunctionName").textValue())
                  .filter(name -> !name.startsWith("{%"))
                  .map(LambdaDetours::letters)
              : Optional.empty();
    };
  }

  private static @Nullable JsonNode parameters(TaskState task) {
    return switch (task.flow()) {
      case JsonPathFlow flow ->
          flow.parameters() == null ? null : flow.parameters().written().node();
      case JsonataFlow flow -> flow.arguments() == null ? null : flow.arguments().written().node();
    };
  }

  private static String letters(String arn) {
    int function = arn.indexOf(":function:");
    String name = function < 0 ? arn : arn.substring(function + ":function:".length());
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }
}
