package io.passo.task.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.StepCommand;
import io.passo.task.function.FunctionCall.Caller;
import io.passo.task.function.FunctionCall.Direct;
import io.passo.task.function.FunctionCall.InvocationType;
import io.passo.task.function.FunctionCall.Invoke;
import io.passo.task.function.FunctionCall.Refused;
import io.passo.task.runtime.LambdaErrors;
import io.passo.worker.lambda.FunctionArn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a step command asks of a function. */
final class FunctionCallParser {
  private static final String CALLBACK = ".waitForTaskToken";
  private static final String INVOKE = ":states:::lambda:invoke";

  // What coordinators send for the Invoke action; no Task can name it.
  private static final String INVOKE_BY_API = ":states:::lambda:invokeFunction";
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final JsonMapper mapper;

  FunctionCallParser(JsonMapper mapper) {
    this.mapper = mapper;
  }

  FunctionCall parse(StepCommand command, String requestId) {
    String resource = command.resource();
    boolean callback = resource.endsWith(CALLBACK);
    String called =
        callback ? resource.substring(0, resource.length() - CALLBACK.length()) : resource;
    if (called.endsWith(INVOKE)) {
      return invoke(command, callback ? Caller.CALLBACK : Caller.TASK, requestId);
    }
    if (resource.endsWith(INVOKE_BY_API)) {
      return invoke(command, Caller.API, requestId);
    }
    return Optional.of(resource)
        .filter(arn -> arn.startsWith("arn:"))
        .flatMap(arn -> FunctionArn.parse(arn, command.executionArn()))
        .<FunctionCall>map(function -> new Direct(function, command.input().utf8()))
        .orElseGet(
            () ->
                refused("Expected the ARN of a function but found '" + resource + "'", requestId));
  }

  private FunctionCall invoke(StepCommand command, Caller caller, String requestId) {
    try {
      JsonNode parameters = mapper.readTree(command.input().text());
      return invoke(parameters, command, caller, requestId);
    } catch (IOException e) {
      return refused("Expected parameters as JSON but found other text", requestId);
    }
  }

  private FunctionCall invoke(
      JsonNode parameters, StepCommand command, Caller caller, String requestId)
      throws IOException {
    Optional<FunctionArn> function =
        FunctionArn.parse(parameters.path("FunctionName").asText(), command.executionArn());
    if (function.isEmpty()) {
      return refused("Expected 'FunctionName' to name a function", requestId);
    }
    FunctionArn qualified =
        parameters.hasNonNull("Qualifier")
            ? function.get().withQualifier(parameters.get("Qualifier").asText())
            : function.get();
    byte[] payload = payload(parameters.path("Payload"));
    return isJson(payload)
        ? new Invoke(
            qualified,
            payload,
            type(parameters.path("InvocationType").asText()),
            caller == Caller.API && parameters.path("LogType").asText().equals("Tail")
                ? Caller.API_WITH_LOGS
                : caller,
            clientContext(parameters.path("ClientContext")))
        : new Refused(
            LambdaErrors.invalid(
                "InvalidRequestContentException",
                "Could not parse request body into json: Could not parse payload into json",
                requestId));
  }

  // Lambda takes the payload as text, so a string is that text and everything else is serialised.
  private byte[] payload(JsonNode payload) throws IOException {
    if (payload.isMissingNode() || payload.isNull()) {
      return EMPTY_OBJECT;
    }
    return payload.isTextual()
        ? payload.textValue().getBytes(StandardCharsets.UTF_8)
        : mapper.writeValueAsBytes(payload);
  }

  // Lambda takes it in Base64 and gives functions what is in it.
  private static @Nullable String clientContext(JsonNode context) {
    if (context.isObject()) {
      return context.toString();
    }
    try {
      return context.isTextual() && !context.textValue().isEmpty()
          ? new String(Base64.getDecoder().decode(context.textValue()), StandardCharsets.UTF_8)
              .replaceAll("[\\r\\n]", " ")
          : null;
    } catch (IllegalArgumentException e) {
      // Lambda refuses it; the API does so before it gets here, Tasks have it ignored.
      return null;
    }
  }

  private boolean isJson(byte[] payload) {
    return JsonText.isValue(mapper.getFactory(), payload);
  }

  private static InvocationType type(String text) {
    return switch (text) {
      case "Event" -> InvocationType.EVENT;
      case "DryRun" -> InvocationType.DRY_RUN;
      default -> InvocationType.REQUEST_RESPONSE;
    };
  }

  private static Refused refused(String message, String requestId) {
    return new Refused(LambdaErrors.invalid("InvalidParameterValueException", message, requestId));
  }
}
