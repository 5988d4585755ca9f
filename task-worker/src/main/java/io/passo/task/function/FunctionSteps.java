package io.passo.task.function;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.task.function.FunctionCall.Direct;
import io.passo.task.function.FunctionCall.InvocationType;
import io.passo.task.function.FunctionCall.Invoke;
import io.passo.task.function.FunctionCall.Refused;
import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.LambdaErrors;
import io.passo.worker.PayloadJson;
import io.passo.worker.ResultSize;
import io.passo.worker.Step;
import io.passo.worker.StepHandler;
import io.passo.worker.StepOutcome;
import io.passo.worker.lambda.ErrorDocument;
import io.passo.worker.lambda.FunctionArn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Runs steps that call functions (integrations.md §7). */
public final class FunctionSteps implements StepHandler {
  // Lambda's own limit of a call.
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

  private final FunctionCatalog catalog;
  private final JsonMapper mapper = PayloadJson.mapper();
  private final FunctionCallParser parser = new FunctionCallParser(mapper);
  private final InvokeResult result;
  private final InstantSource clock;
  private final Waiting waiting;

  /**
   * Runs the functions of the catalog.
   *
   * @param waiting tells how many calls wait for their function
   */
  public FunctionSteps(FunctionCatalog catalog, Waiting waiting, InstantSource clock) {
    this.catalog = catalog;
    this.waiting = waiting;
    this.clock = clock;
    this.result = new InvokeResult(mapper, clock);
  }

  @Override
  public StepOutcome handle(Step step) throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    return switch (parser.parse(step.command(), requestId)) {
      case Direct direct -> direct(step, direct, requestId);
      case Invoke invoke -> invoke(step, invoke, requestId);
      case Refused refused -> failed(refused.error());
    };
  }

  @Override
  public boolean isAtMostOnce(StepCommand command) {
    Set<String> names = catalog.atMostOnce();
    return !names.isEmpty()
        && switch (parser.parse(command, "")) {
          case Direct direct -> names.contains(direct.function().name());
          case Invoke invoke -> names.contains(invoke.function().name());
          case Refused refused -> false;
        };
  }

  @Override
  public int parked() {
    return waiting.calls();
  }

  private StepOutcome direct(Step step, Direct call, String requestId) throws InterruptedException {
    return outcome(step, call(step, call.function(), call.payload(), requestId), Payload::new);
  }

  private StepOutcome invoke(Step step, Invoke call, String requestId) throws InterruptedException {
    StepOutcome outcome =
        switch (call.type()) {
          case REQUEST_RESPONSE ->
              outcome(
                  step,
                  call(step, call.function(), call.payload(), requestId),
                  body -> result.of(call.function().qualifier(), body, OK, requestId));
          case EVENT, DRY_RUN -> dispatch(step, call, requestId);
        };
    if (outcome instanceof StepOutcome.Failed(var kind, var error, String cause)) {
      return new StepOutcome.Failed(kind, error, ErrorDocument.compact(cause));
    }
    return call.callback() && outcome instanceof StepOutcome.Succeeded(Payload output)
        ? new StepOutcome.Submitted(output)
        : outcome;
  }

  // Nobody waits for what an event invocation returns.
  private StepOutcome dispatch(Step step, Invoke call, String requestId)
      throws InterruptedException {
    Optional<HostedFunction> function = catalog.find(FunctionKey.of(call.function()));
    if (function.isEmpty()) {
      return failed(LambdaErrors.notFound(call.function().qualified(), requestId));
    }
    boolean event = call.type() == InvocationType.EVENT;
    if (event) {
      Invocation invocation = invocation(step, call.function(), call.payload(), requestId);
      Thread.ofVirtual().start(() -> invokeQuietly(function.get(), invocation));
    }
    return new StepOutcome.Succeeded(
        result.of(call.function().qualifier(), NOTHING, event ? ACCEPTED : NO_CONTENT, requestId));
  }

  private static void invokeQuietly(HostedFunction function, Invocation invocation) {
    try {
      function.invoke(invocation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FunctionResponse call(Step step, FunctionArn function, byte[] payload, String requestId)
      throws InterruptedException {
    Optional<HostedFunction> hosted = catalog.find(FunctionKey.of(function));
    return hosted.isPresent()
        ? hosted.get().invoke(invocation(step, function, payload, requestId))
        : LambdaErrors.notFound(function.qualified(), requestId);
  }

  private Invocation invocation(Step step, FunctionArn function, byte[] payload, String requestId) {
    return new Invocation(
        requestId,
        function.qualified(),
        payload,
        deadline(step.command()),
        step.attemptId(),
        step.stepKey(),
        step.command().executionArn(),
        step.command().traceHeader());
  }

  private Instant deadline(StepCommand command) {
    Integer seconds = command.timeoutSeconds();
    Duration limit = seconds == null ? LONGEST : Duration.ofSeconds(seconds);
    return clock.instant().plus(limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
  }

  /** Makes the output of a step from what the function returned. */
  @FunctionalInterface
  private interface Output {
    Payload of(byte[] body);
  }

  private StepOutcome outcome(Step step, FunctionResponse response, Output output) {
    return switch (response) {
      case Returned(byte[] body) -> returned(step, body, output);
      case FunctionError(String errorType, String document) ->
          StepOutcome.failed(errorType, document);
      case ServiceError error -> failed(error);
    };
  }

  private StepOutcome returned(Step step, byte[] body, Output output) {
    if (ResultSize.isExceeded(body.length)) {
      return ResultSize.exceeded(step.command().resource());
    }
    byte[] json = body.length == 0 ? NULL : body;
    return JsonText.isValue(mapper.getFactory(), json)
        ? new StepOutcome.Succeeded(output.of(json))
        : StepOutcome.failed(
            "Lambda.Unknown", "Expected the function to return JSON but it returned other text.");
  }

  private static StepOutcome failed(ServiceError error) {
    return StepOutcome.failed(error.name(), error.cause());
  }
}
