package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.LambdaFunction;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
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
    String qualifier = request.parameter("Qualifier");
    FunctionName name = request.function();
    FunctionName called =
        qualifier == null
            ? name
            : new FunctionName(name.region(), name.account(), name.name(), qualifier);
    String type =
        Objects.requireNonNullElse(
            request.headers().get("X-Amz-Invocation-Type"), "RequestResponse");
    Json payload = payload(request.body());
    return access
        .check(List.of(new Permission("lambda:InvokeFunction", name.arn())), request.call())
        .chain(() -> invoke(called, type, payload, request));
  }

  private Uni<LambdaAnswer> invoke(
      FunctionName name, String type, Json payload, LambdaRequest request) {
    if (!name.isOf(request.call().caller())) {
      throw LambdaErrors.notFound(name.arn());
    }
    return switch (type) {
      case "RequestResponse" ->
          run(new LambdaFunction(name.arn() + ":" + name.qualifier()), payload, name, request)
              .map(result -> answered(name, result));
      // The worker answers once it has begun.
      case "Event" ->
          run(
                  new ServiceIntegration(
                      INVOKE, "lambda", "invoke", Pattern.REQUEST_RESPONSE, null),
                  event(name, payload),
                  name,
                  request)
              .map(result -> dispatched(name, result));
      case "DryRun" -> Uni.createFrom().item(LambdaAnswer.empty(DRY_RUN));
      default ->
          throw LambdaErrors.invalid(
              "Expected X-Amz-Invocation-Type to be RequestResponse, Event or DryRun");
    };
  }

  private static Json event(FunctionName name, Json payload) {
    ObjectNode parameters = JSON.createObjectNode();
    parameters.put("FunctionName", name.arn()).put("Qualifier", name.qualifier());
    parameters.put("InvocationType", "Event").set("Payload", payload.node());
    return Json.of(parameters);
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
      case StepResult.Succeeded succeeded ->
          new LambdaAnswer(OK, version(name), Buffer.buffer(succeeded.output().utf8()));
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
    return new LambdaAnswer(ACCEPTED, version(name), Buffer.buffer());
  }

  private static Map<String, String> version(FunctionName name) {
    return Map.of("X-Amz-Executed-Version", name.qualifier());
  }

  // The service's own errors are answered as such, those of the function with their document.
  private static LambdaAnswer failed(FunctionName name, StepResult.Failed failed) {
    String error = Objects.requireNonNullElse(failed.error(), "Lambda.Unknown");
    String cause = Objects.requireNonNullElse(failed.cause(), "");
    switch (error) {
      case "Lambda.ResourceNotFoundException" -> throw LambdaErrors.notFound(name.arn());
      case "Lambda.TooManyRequestsException" -> throw LambdaErrors.busy();
      case "Lambda.InvalidParameterValueException" -> throw LambdaErrors.invalid(cause);
      case "Lambda.ServiceException", "Lambda.SdkClientException" ->
          throw new ApiException("ServiceException", 500, cause, Map.of());
      default -> {}
    }
    return new LambdaAnswer(
        OK,
        Map.of("X-Amz-Function-Error", "Unhandled", "X-Amz-Executed-Version", name.qualifier()),
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
