package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.passo.asl.data.Json;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the members of one details object. */
record DetailsWriter(JsonGenerator json, boolean includeExecutionData) {
  void write(Details details) throws IOException {
    switch (details) {
      case Details.Plain plain -> {}
      case Details.ExecutionStarted started -> executionStarted(started);
      case Details.ExecutionRedriven redriven ->
          json.writeNumberField("redriveCount", redriven.redriveCount());
      case Details.Output output -> output(output.output());
      case Details.Failure failure -> failure(failure.error(), failure.cause());
      case Details.StateEntered entered -> {
        text("name", entered.name());
        input(entered.input());
      }
      case Details.StateExited exited -> stateExited(exited);
      case Details.TaskScheduled scheduled -> taskScheduled(scheduled);
      case Details.TaskStarted started -> task(started.resourceType(), started.resource());
      case Details.TaskOutput output -> {
        task(output.resourceType(), output.resource());
        output(output.output());
      }
      case Details.TaskFailure failure -> {
        task(failure.resourceType(), failure.resource());
        failure(failure.error(), failure.cause());
      }
      case Details.LambdaFunctionScheduled scheduled -> lambdaScheduled(scheduled);
      case Details.ActivityScheduled scheduled -> activityScheduled(scheduled);
      case Details.ActivityStarted started -> text("workerName", started.workerName());
      case Details.MapStateStarted started -> json.writeNumberField("length", started.length());
      case Details.MapIteration iteration -> {
        text("name", iteration.name());
        json.writeNumberField("index", iteration.index());
      }
      case Details.MapRunStarted started -> text("mapRunArn", started.mapRunArn());
      case Details.MapRunRedriven redriven -> {
        text("mapRunArn", redriven.mapRunArn());
        json.writeNumberField("redriveCount", redriven.redriveCount());
      }
      case Details.EvaluationFailed failed -> {
        failure(failed.error(), failed.cause());
        text("location", failed.location());
        text("state", failed.state());
      }
    }
  }

  private void executionStarted(Details.ExecutionStarted started) throws IOException {
    input(started.input());
    text("roleArn", started.roleArn());
    text("stateMachineAliasArn", started.stateMachineAliasArn());
    text("stateMachineVersionArn", started.stateMachineVersionArn());
  }

  private void stateExited(Details.StateExited exited) throws IOException {
    text("name", exited.name());
    output(exited.output());
    if (!exited.assignedVariables().isEmpty()) {
      variables(exited.assignedVariables());
    }
  }

  private void variables(Map<String, Json> variables) throws IOException {
    if (includeExecutionData) {
      json.writeObjectFieldStart("assignedVariables");
      for (Map.Entry<String, Json> variable : variables.entrySet()) {
        payload(variable.getKey(), variable.getValue());
      }
      json.writeEndObject();
    }
    notTruncated("assignedVariablesDetails");
  }

  private void taskScheduled(Details.TaskScheduled scheduled) throws IOException {
    task(scheduled.resourceType(), scheduled.resource());
    text("region", scheduled.region());
    payload("parameters", scheduled.parameters());
    limits(scheduled.timeoutInSeconds(), scheduled.heartbeatInSeconds());
    credentials(scheduled.roleArn());
  }

  private void lambdaScheduled(Details.LambdaFunctionScheduled scheduled) throws IOException {
    text("resource", scheduled.resource());
    input(scheduled.input());
    limits(scheduled.timeoutInSeconds(), null);
    credentials(scheduled.roleArn());
  }

  private void activityScheduled(Details.ActivityScheduled scheduled) throws IOException {
    text("resource", scheduled.resource());
    input(scheduled.input());
    limits(scheduled.timeoutInSeconds(), scheduled.heartbeatInSeconds());
  }

  private void task(String resourceType, String resource) throws IOException {
    text("resourceType", resourceType);
    text("resource", resource);
  }

  private void limits(@Nullable Long timeout, @Nullable Long heartbeat) throws IOException {
    if (timeout != null) {
      json.writeNumberField("timeoutInSeconds", timeout);
    }
    if (heartbeat != null) {
      json.writeNumberField("heartbeatInSeconds", heartbeat);
    }
  }

  private void credentials(@Nullable String roleArn) throws IOException {
    if (roleArn != null) {
      json.writeObjectFieldStart("taskCredentials");
      text("roleArn", roleArn);
      json.writeEndObject();
    }
  }

  private void failure(@Nullable String error, @Nullable String cause) throws IOException {
    text("error", error);
    text("cause", cause);
  }

  private void input(Json input) throws IOException {
    payload("input", input);
    notTruncated("inputDetails");
  }

  private void output(Json output) throws IOException {
    payload("output", output);
    notTruncated("outputDetails");
  }

  private void payload(String field, Json payload) throws IOException {
    if (includeExecutionData) {
      byte[] utf8 = payload.utf8();
      json.writeFieldName(field);
      json.writeUTF8String(utf8, 0, utf8.length);
    }
  }

  private void notTruncated(String field) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeBooleanField("truncated", false);
    json.writeEndObject();
  }

  private void text(String field, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }
}
