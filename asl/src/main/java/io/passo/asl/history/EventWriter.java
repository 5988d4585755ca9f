package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.passo.asl.data.Json;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a chunk; ids, times and causes that follow from the event before are left
 * out.
 */
final class EventWriter {
  private final JsonGenerator cbor;
  private final PayloadTable payloads;
  private long lastMillis;

  EventWriter(JsonGenerator cbor, PayloadTable payloads, long firstMillis) {
    this.cbor = cbor;
    this.payloads = payloads;
    this.lastMillis = firstMillis;
  }

  void write(HistoryEvent event) throws IOException {
    cbor.writeStartObject();
    number(Fields.TYPE, event.type().code());
    if (event.previousEventId() != event.id() - 1) {
      number(Fields.PREVIOUS, event.previousEventId());
    }
    long millis = event.timestamp().toEpochMilli();
    if (millis != lastMillis) {
      number(Fields.TIMESTAMP, millis - lastMillis);
      lastMillis = millis;
    }
    details(event.details());
    cbor.writeEndObject();
  }

  private void details(Details details) throws IOException {
    switch (details) {
      case Details.Plain plain -> {}
      case Details.ExecutionStarted started -> executionStarted(started);
      case Details.ExecutionRedriven redriven -> number(Fields.NUMBER, redriven.redriveCount());
      case Details.Output output -> payload(output.output());
      case Details.Failure failure -> failure(failure.error(), failure.cause());
      case Details.StateEntered entered -> {
        text(Fields.NAME, entered.name());
        payload(entered.input());
      }
      case Details.StateExited exited -> stateExited(exited);
      case Details.TaskScheduled scheduled -> taskScheduled(scheduled);
      case Details.TaskStarted started -> task(started.resourceType(), started.resource());
      case Details.TaskOutput output -> {
        task(output.resourceType(), output.resource());
        payload(output.output());
      }
      case Details.TaskFailure failure -> {
        task(failure.resourceType(), failure.resource());
        failure(failure.error(), failure.cause());
      }
      case Details.LambdaFunctionScheduled scheduled -> lambdaScheduled(scheduled);
      case Details.ActivityScheduled scheduled -> activityScheduled(scheduled);
      case Details.ActivityStarted started -> text(Fields.NAME, started.workerName());
      case Details.MapStateStarted started -> number(Fields.NUMBER, started.length());
      case Details.MapIteration iteration -> {
        text(Fields.NAME, iteration.name());
        number(Fields.NUMBER, iteration.index());
      }
      case Details.MapRunStarted started -> text(Fields.RESOURCE, started.mapRunArn());
      case Details.MapRunRedriven redriven -> {
        text(Fields.RESOURCE, redriven.mapRunArn());
        number(Fields.NUMBER, redriven.redriveCount());
      }
      case Details.EvaluationFailed failed -> {
        text(Fields.NAME, failed.state());
        text(Fields.LOCATION, failed.location());
        failure(failed.error(), failed.cause());
      }
    }
  }

  private void executionStarted(Details.ExecutionStarted started) throws IOException {
    payload(started.input());
    text(Fields.ROLE, started.roleArn());
    text(Fields.ALIAS, started.stateMachineAliasArn());
    text(Fields.VERSION, started.stateMachineVersionArn());
  }

  private void stateExited(Details.StateExited exited) throws IOException {
    text(Fields.NAME, exited.name());
    payload(exited.output());
    if (!exited.assignedVariables().isEmpty()) {
      cbor.writeObjectFieldStart(Fields.VARIABLES);
      for (Map.Entry<String, Json> variable : exited.assignedVariables().entrySet()) {
        number(variable.getKey(), payloads.indexOf(variable.getValue()));
      }
      cbor.writeEndObject();
    }
  }

  private void taskScheduled(Details.TaskScheduled scheduled) throws IOException {
    task(scheduled.resourceType(), scheduled.resource());
    text(Fields.REGION, scheduled.region());
    payload(scheduled.parameters());
    limits(scheduled.timeoutInSeconds(), scheduled.heartbeatInSeconds());
    text(Fields.ROLE, scheduled.roleArn());
  }

  private void lambdaScheduled(Details.LambdaFunctionScheduled scheduled) throws IOException {
    text(Fields.RESOURCE, scheduled.resource());
    payload(scheduled.input());
    limits(scheduled.timeoutInSeconds(), null);
    text(Fields.ROLE, scheduled.roleArn());
  }

  private void activityScheduled(Details.ActivityScheduled scheduled) throws IOException {
    text(Fields.RESOURCE, scheduled.resource());
    payload(scheduled.input());
    limits(scheduled.timeoutInSeconds(), scheduled.heartbeatInSeconds());
  }

  private void task(String resourceType, String resource) throws IOException {
    text(Fields.RESOURCE_TYPE, resourceType);
    text(Fields.RESOURCE, resource);
  }

  private void limits(@Nullable Long timeout, @Nullable Long heartbeat) throws IOException {
    if (timeout != null) {
      number(Fields.TIMEOUT, timeout);
    }
    if (heartbeat != null) {
      number(Fields.HEARTBEAT, heartbeat);
    }
  }

  private void failure(@Nullable String error, @Nullable String cause) throws IOException {
    text(Fields.ERROR, error);
    text(Fields.CAUSE, cause);
  }

  private void payload(Json payload) throws IOException {
    number(Fields.PAYLOAD, payloads.indexOf(payload));
  }

  private void number(String field, long value) throws IOException {
    cbor.writeNumberField(field, value);
  }

  private void text(String field, @Nullable String value) throws IOException {
    if (value != null) {
      cbor.writeStringField(field, value);
    }
  }
}
