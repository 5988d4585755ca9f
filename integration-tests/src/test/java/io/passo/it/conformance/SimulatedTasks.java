package io.passo.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Event.FailureKind;
import io.passo.asl.model.TaskResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Answers the Tasks of a case as the Lambda service would. */
final class SimulatedTasks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, SimulatedFunction> functions;
  private final Environment environment;

  SimulatedTasks(Map<String, SimulatedFunction> functions, Environment environment) {
    this.functions = functions;
    this.environment = environment;
  }

  /** What becomes of a scheduled Task, and after which time. */
  record Answer(Duration delay, Event event) {}

  Answer answer(Effect.ScheduleTask task, Instant scheduledAt) {
    return switch (task.resource()) {
      case TaskResource.LambdaFunction direct -> {
        String name = direct.arn().substring(direct.arn().lastIndexOf(':') + 1);
        yield call(task, name, task.parameters().node(), scheduledAt);
      }
      case TaskResource.ServiceIntegration service
          when service.service().equals("lambda") && service.action().equals("invoke") -> {
        JsonNode parameters = task.parameters().node();
        String function = parameters.path("FunctionName").asText();
        JsonNode payload = parameters.path("Payload");
        String name = function.substring(function.lastIndexOf(':') + 1);
        // Observed: a string is the text of the payload, not a JSON string in it.
        JsonNode event =
            payload.isMissingNode() || payload.isNull()
                ? JsonNodeFactory.instance.objectNode()
                : payload.isTextual() ? parsed(payload.textValue()) : payload;
        yield call(task, name, event, scheduledAt);
      }
      case TaskResource other ->
          throw new IllegalArgumentException("Expected a call of Lambda but found " + other.arn());
    };
  }

  private Answer call(Effect.ScheduleTask task, String name, JsonNode event, Instant scheduledAt) {
    SimulatedFunction function = functions.get(name);
    Instant at = scheduledAt.plusMillis(1);
    if (function == null) {
      String cause =
          "Function not found: "
              + environment.functionArn(name)
              + ":$LATEST (Service: AWSLambda; Status Code: 404; Error Code:"
              + " ResourceNotFoundException; Request ID: 1; Proxy: null)";
      return new Answer(
          Duration.ofMillis(1), failed(task, at, "Lambda.ResourceNotFoundException", cause));
    }
    Instant end = at.plus(function.delay());
    return new Answer(
        Duration.between(scheduledAt, end),
        switch (function.answer(event)) {
          case SimulatedFunction.Answer.Returned(String payload) ->
              new Event.TaskSucceeded(end, 0, task.attempt(), result(task.resource(), payload));
          case SimulatedFunction.Answer.Failed failure ->
              failed(
                  task,
                  end,
                  failure.errorType(),
                  // Observed: the service integration writes the document anew.
                  task.resource() instanceof TaskResource.LambdaFunction
                      ? failure.text()
                      : failure.document().toString());
        });
  }

  private static Event failed(Effect.ScheduleTask task, Instant at, String error, String cause) {
    return new Event.TaskFailed(at, 0, task.attempt(), FailureKind.FAILED, error, cause);
  }

  private static Json result(TaskResource resource, String payload) {
    JsonNode value = parsed(payload);
    if (resource instanceof TaskResource.LambdaFunction) {
      return Json.of(value);
    }
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("ExecutedVersion", "$LATEST");
    response.set("Payload", value);
    response.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
    response.putObject("SdkResponseMetadata").put("RequestId", "1");
    response.put("StatusCode", 200);
    return Json.of(response);
  }

  private static JsonNode parsed(String payload) {
    try {
      return JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(payload);
    }
  }
}
