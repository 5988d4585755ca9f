package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.local.LocalResult;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.Pattern;
import io.passo.standalone.testing.Response.Outcome;

/**
 * An execution that a Task has started, described as {@code states:startExecution} does.
 *
 * @param start its start
 * @param result how it ended
 * @param resource of the Task
 */
record NestedExecution(ExecutionStart start, LocalResult result, TaskResource resource) {
  private static final String JSON_SUFFIX = "sync:2";

  /** Whether the Task waits for its end. */
  boolean isAwaited() {
    return resource instanceof TaskResource.ServiceIntegration service
        && service.pattern() == Pattern.SYNC;
  }

  /** What the start itself answers. */
  Json started() {
    return Json.of(
        Json.object()
            .put("ExecutionArn", start.executionArn())
            .put("StartDate", start.startDate().toEpochMilli()));
  }

  /** The result of the Task. */
  Json description() {
    return isAwaited()
        ? Json.of(
            described(
                resource instanceof TaskResource.ServiceIntegration service
                    && JSON_SUFFIX.equals(service.suffix())))
        : started();
  }

  /** The error of the Task if the execution has not succeeded. */
  Outcome.Thrown failure() {
    return new Outcome.Thrown("States.TaskFailed", described(false).toString());
  }

  private ObjectNode described(boolean isJson) {
    ObjectNode described = Json.object().put("ExecutionArn", start.executionArn());
    if (result.cause() != null) {
      described.put("Cause", result.cause());
    }
    if (result.error() != null) {
      described.put("Error", result.error());
    }
    put(described, "Input", start.input(), isJson);
    described.put("Name", start.name());
    Json output = result.output();
    if (output != null) {
      put(described, "Output", output, isJson);
    }
    return described
        .put("StartDate", start.startDate().toEpochMilli())
        .put("StateMachineArn", start.stateMachineArn())
        .put("Status", result.status().name())
        .put("StopDate", result.stopDate().toEpochMilli());
  }

  private static void put(ObjectNode described, String name, Json value, boolean isJson) {
    if (isJson) {
      described.set(name, value.node());
    } else {
      described.put(name, value.text());
    }
    described.putObject(name + "Details").put("Included", true);
  }
}
