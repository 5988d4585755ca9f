package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.passo.asl.data.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of one stored event, collected before its details are built. */
final class StoredDetails {
  private final Payloads payloads;
  private @Nullable String name;
  private @Nullable String error;
  private @Nullable String cause;
  private @Nullable String location;
  private @Nullable String resource;
  private @Nullable String resourceType;
  private @Nullable String region;
  private @Nullable String role;
  private @Nullable String alias;
  private @Nullable String version;
  private @Nullable Json payload;
  private @Nullable Long timeout;
  private @Nullable Long heartbeat;
  private int number;
  private Map<String, Json> variables = Map.of();

  StoredDetails(Payloads payloads) {
    this.payloads = payloads;
  }

  void read(String field, JsonParser cbor) throws IOException {
    switch (field) {
      case Fields.NAME -> name = cbor.getText();
      case Fields.PAYLOAD -> payload = payloads.at(cbor.getIntValue());
      case Fields.VARIABLES -> variables = variables(cbor);
      case Fields.ERROR -> error = cbor.getText();
      case Fields.CAUSE -> cause = cbor.getText();
      case Fields.LOCATION -> location = cbor.getText();
      case Fields.RESOURCE -> resource = cbor.getText();
      case Fields.RESOURCE_TYPE -> resourceType = cbor.getText();
      case Fields.REGION -> region = cbor.getText();
      case Fields.ROLE -> role = cbor.getText();
      case Fields.ALIAS -> alias = cbor.getText();
      case Fields.VERSION -> version = cbor.getText();
      case Fields.TIMEOUT -> timeout = cbor.getLongValue();
      case Fields.HEARTBEAT -> heartbeat = cbor.getLongValue();
      case Fields.NUMBER -> number = cbor.getIntValue();
      default -> cbor.skipChildren(); // Written by a later version.
    }
  }

  private Map<String, Json> variables(JsonParser cbor) throws IOException {
    Map<String, Json> read = new LinkedHashMap<>();
    for (String field = cbor.nextFieldName(); field != null; field = cbor.nextFieldName()) {
      if (cbor.nextToken() != JsonToken.VALUE_NUMBER_INT) {
        throw new InvalidHistoryException(
            "Expected the number of a payload but found " + cbor.currentToken());
      }
      read.put(field, payloads.at(cbor.getIntValue()));
    }
    return read;
  }

  Details build(EventType type) {
    return switch (type.shape()) {
      case PLAIN -> new Details.Plain(type);
      case EXECUTION_STARTED ->
          new Details.ExecutionStarted(payload(), required(Fields.ROLE, role), alias, version);
      case EXECUTION_REDRIVEN -> new Details.ExecutionRedriven(number);
      case OUTPUT -> new Details.Output(type, payload());
      case FAILURE -> new Details.Failure(type, error, cause);
      case STATE_ENTERED -> new Details.StateEntered(type, name(), payload());
      case STATE_EXITED -> new Details.StateExited(type, name(), payload(), variables);
      case TASK_SCHEDULED ->
          new Details.TaskScheduled(
              resourceType(),
              resource(),
              required(Fields.REGION, region),
              payload(),
              timeout,
              heartbeat,
              role);
      case TASK_STARTED -> new Details.TaskStarted(resourceType(), resource());
      case TASK_OUTPUT -> new Details.TaskOutput(type, resourceType(), resource(), payload());
      case TASK_FAILURE -> new Details.TaskFailure(type, resourceType(), resource(), error, cause);
      case LAMBDA_FUNCTION_SCHEDULED ->
          new Details.LambdaFunctionScheduled(resource(), payload(), timeout, role);
      case ACTIVITY_SCHEDULED ->
          new Details.ActivityScheduled(resource(), payload(), timeout, heartbeat);
      case ACTIVITY_STARTED -> new Details.ActivityStarted(name);
      case MAP_STATE_STARTED -> new Details.MapStateStarted(number);
      case MAP_ITERATION -> new Details.MapIteration(type, name(), number);
      case MAP_RUN_STARTED -> new Details.MapRunStarted(resource());
      case MAP_RUN_REDRIVEN -> new Details.MapRunRedriven(resource(), number);
      case EVALUATION_FAILED -> new Details.EvaluationFailed(error, cause, location, name());
    };
  }

  private String name() {
    return required(Fields.NAME, name);
  }

  private String resource() {
    return required(Fields.RESOURCE, resource);
  }

  private String resourceType() {
    return required(Fields.RESOURCE_TYPE, resourceType);
  }

  private Json payload() {
    return required(Fields.PAYLOAD, payload);
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidHistoryException(
          "Expected member '" + field + "' of an event but found none");
    }
    return value;
  }
}
