package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.Pattern;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.access.ApiAccess;
import io.passo.coordinator.engine.DirectSteps;
import io.passo.coordinator.security.access.Permission;
import io.passo.protocol.StepResult;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions: as a Task that belongs to no execution, over the pool that hosts the function
 * (docs/adr/0020).
 */
@Singleton
public final class Invocations {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final String VERSION = "X-Amz-Executed-Version";
  private static final int LONGEST_CONTEXT = 3_583;
  private static final TaskResource EVENT =
      new ServiceIntegration(
          "arn:aws:states:::lambda:invoke", "lambda", "invoke", Pattern.REQUEST_RESPONSE, null);

  // No Task can name it: its result tells errors of functions and the end of their logs.
  private static final TaskResource BY_API =
      new ServiceIntegration(
          "arn:aws:states:::lambda:invokeFunction",
          "lambda",
          "invokeFunction",
          Pattern.REQUEST_RESPONSE,
          null);
  private static final int LARGEST_PAYLOAD = 6 << 20;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int DRY_RUN = 204;

  private final DirectSteps steps;
  private final ApiAccess access;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public Invocations(DirectSteps steps, ApiAccess access, InstantSource clock) {
    this.steps = steps;
    this.access = access;
    this.clock = clock;
  }

  Uni<LambdaAnswer> invoke(LambdaRequest request) {
    FunctionName name = request.qualified();
    String type =
        Objects.requireNonNullElse(
            request.headers().get("X-Amz-Invocation-Type"), "RequestResponse");
    Json payload = payload(request.body());
    return access
        .check(List.of(new Permission("lambda:InvokeFunction", name.arn())), request.call())
        .chain(() -> invoke(name, type, payload, request));
  }

  private Uni<LambdaAnswer> invoke(
      FunctionName name, String type, Json payload, LambdaRequest request) {
    if (!name.isOf(request.call().caller())) {
      throw LambdaErrors.notFound(name.arn());
    }
    return switch (type) {
      case "RequestResponse" ->
          run(BY_API, parameters(name, payload, request), name, request)
              .map(result -> answered(name, result));
      // The worker answers once it has begun.
      case "Event" ->
          run(EVENT, event(name, payload, request), name, request)
              .map(result -> dispatched(name, result));
      case "DryRun" -> Uni.createFrom().item(LambdaAnswer.empty(DRY_RUN));
      default ->
          throw LambdaErrors.invalid(
              "Expected X-Amz-Invocation-Type to be RequestResponse, Event or DryRun");
    };
  }

  private static Json event(FunctionName name, Json payload, LambdaRequest request) {
    ObjectNode parameters = call(name, payload, request);
    return Json.of(parameters.put("InvocationType", "Event"));
  }

  private static Json parameters(FunctionName name, Json payload, LambdaRequest request) {
    ObjectNode parameters = call(name, payload, request);
    String logs = Objects.requireNonNullElse(request.headers().get("X-Amz-Log-Type"), "None");
    return Json.of(parameters.put("LogType", logs));
  }

  private static ObjectNode call(FunctionName name, Json payload, LambdaRequest request) {
    ObjectNode parameters = JSON.createObjectNode();
    parameters.put("FunctionName", name.arn()).put("Qualifier", name.qualifier());
    // As text: that is how Lambda takes a payload, and a text is a payload, too.
    parameters.put("Payload", payload.text());
    String context = request.headers().get("X-Amz-Client-Context");
    if (context != null) {
      parameters.put("ClientContext", checked(context));
    }
    return parameters;
  }

  private static String checked(String context) {
    try {
      if (context.length() <= LONGEST_CONTEXT
          && JSON.readTree(Base64.getDecoder().decode(context)) != null) {
        return context;
      }
    } catch (IllegalArgumentException | IOException e) {
      throw LambdaErrors.invalidContent(
          "Client context must be a valid Base64-encoded JSON object.");
    }
    throw LambdaErrors.invalidContent("Client context must be at most 3583 bytes of Base64.");
  }

  private Uni<@Nullable StepResult> run(
      TaskResource resource, Json parameters, FunctionName name, LambdaRequest request) {
    return CallerContext.back(
        Uni.createFrom()
            .item(
                () ->
                    steps
                        .call(
                            start(name, request.call().traceHeader()),
                            task(name, resource, parameters),
                            LONGEST)
                        .orElse(null))
            .runSubscriptionOn(threads));
  }

  // Nothing of it is stored: the worker only tells it in its log.
  private ExecutionStart start(FunctionName name, @Nullable String trace) {
    String id = UUID.randomUUID().toString();
    String scope = "arn:aws:states:" + name.region() + ":" + name.account();
    return new ExecutionStart(
        scope + ":execution:lambda-invoke:" + id,
        id,
        scope + ":stateMachine:lambda-invoke",
        "lambda-invoke",
        "arn:aws:iam::" + name.account() + ":role/lambda-invoke",
        "",
        Json.EMPTY_OBJECT,
        clock.instant(),
        null,
        null,
        trace);
  }

  private ScheduleTask task(FunctionName name, TaskResource resource, Json parameters) {
    return new ScheduleTask(
        1,
        FrameId.ROOT,
        1,
        name.name(),
        resource,
        parameters,
        null,
        null,
        null,
        null,
        0,
        clock.instant());
  }

  private static Json payload(byte[] body) {
    if (body.length > LARGEST_PAYLOAD) {
      throw LambdaErrors.tooLarge(LARGEST_PAYLOAD);
    }
    if (body.length == 0) {
      return Json.EMPTY_OBJECT;
    }
    try {
      JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return Json.of(body);
    } catch (JsonProcessingException e) {
      throw LambdaErrors.invalidContent("Could not parse payload into json");
    }
  }

  private static LambdaAnswer answered(FunctionName name, @Nullable StepResult result) {
    return switch (result) {
      case StepResult.Succeeded succeeded -> answered(name, tree(succeeded));
      case StepResult.Failed failed -> failed(name, failed);
      case null, default -> throw ApiErrors.unavailable("The function has not answered in time");
    };
  }

  private static LambdaAnswer dispatched(FunctionName name, @Nullable StepResult result) {
    if (result instanceof StepResult.Failed failed) {
      return failed(name, failed);
    }
    if (result == null) {
      throw ApiErrors.unavailable("No worker has taken the call in time");
    }
    String version =
        result instanceof StepResult.Succeeded succeeded
            ? tree(succeeded).path("ExecutedVersion").asText(name.qualifier())
            : name.qualifier();
    return new LambdaAnswer(ACCEPTED, Map.of(VERSION, version), Buffer.buffer());
  }

  private static JsonNode tree(StepResult.Succeeded result) {
    try {
      return JSON.readTree(result.output().text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Results of steps are JSON", e);
    }
  }

  private static LambdaAnswer answered(FunctionName name, JsonNode result) {
    Map<String, String> headers = new HashMap<>();
    headers.put(VERSION, result.path("ExecutedVersion").asText(name.qualifier()));
    if (result.hasNonNull("FunctionError")) {
      headers.put("X-Amz-Function-Error", result.get("FunctionError").asText());
    }
    if (result.hasNonNull("LogResult")) {
      headers.put("X-Amz-Log-Result", result.get("LogResult").asText());
    }
    return new LambdaAnswer(OK, headers, Buffer.buffer(result.path("Payload").toString()));
  }

  // The service's own errors are answered as such, those of the function with their document.
  private static LambdaAnswer failed(FunctionName name, StepResult.Failed failed) {
    String error = Objects.requireNonNullElse(failed.error(), "Lambda.Unknown");
    String cause = Objects.requireNonNullElse(failed.cause(), "");
    switch (error) {
      case "Lambda.ResourceNotFoundException" ->
          throw LambdaErrors.notFound(name.isQualified() ? name.qualifiedArn() : name.arn());
      case "Lambda.TooManyRequestsException" -> throw LambdaErrors.busy();
      case "Lambda.InvalidParameterValueException" -> throw LambdaErrors.invalid(cause);
      case "Lambda.ServiceException", "Lambda.SdkClientException" ->
          throw new ApiException("ServiceException", 500, cause, Map.of());
      default -> {}
    }
    return new LambdaAnswer(
        OK,
        Map.of("X-Amz-Function-Error", "Unhandled", VERSION, name.qualifier()),
        Buffer.buffer(document(error, cause)));
  }

  private static String document(String error, String cause) {
    try {
      if (JSON.readTree(cause) instanceof ObjectNode) {
        return cause;
      }
    } catch (JsonProcessingException e) {
      // It is a text.
      return described(error, cause);
    }
    return described(error, cause);
  }

  private static String described(String error, String cause) {
    return JSON.createObjectNode().put("errorType", error).put("errorMessage", cause).toString();
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
