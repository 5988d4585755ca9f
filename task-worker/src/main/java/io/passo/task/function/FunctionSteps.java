package io.passo.task.function;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.task.function.FunctionCall.Caller;
import io.passo.task.function.FunctionCall.Direct;
import io.passo.task.function.FunctionCall.Invoke;
import io.passo.task.function.FunctionCall.Refused;
import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.LambdaErrors;
import io.passo.task.runtime.LogTail;
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
import org.jspecify.annotations.Nullable;

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
    Optional<FoundFunction> found = catalog.find(FunctionKey.of(call.function()));
    if (found.isEmpty()) {
      return unknown(call.function(), requestId);
    }
    Invocation invocation =
        invocation(step, call.function(), found.get(), call.payload(), requestId, null, null);
    return outcome(step, found.get().function().invoke(invocation), Payload::new);
  }

  private StepOutcome invoke(Step step, Invoke call, String requestId) throws InterruptedException {
    Optional<FoundFunction> found = catalog.find(FunctionKey.of(call.function()));
    StepOutcome outcome =
        found.isPresent()
            ? invoke(step, call, found.get(), requestId)
            : unknown(call.function(), requestId);
    if (outcome instanceof StepOutcome.Failed(var kind, var error, String cause)) {
      return new StepOutcome.Failed(kind, error, ErrorDocument.compact(cause));
    }
    return call.caller() == Caller.CALLBACK
            && outcome instanceof StepOutcome.Succeeded(Payload output)
        ? new StepOutcome.Submitted(output)
        : outcome;
  }

  private StepOutcome invoke(Step step, Invoke call, FoundFunction found, String requestId)
      throws InterruptedException {
    LogTail logs = call.caller() == Caller.API_WITH_LOGS ? new LogTail() : null;
    Invocation invocation =
        invocation(
            step, call.function(), found, call.payload(), requestId, call.clientContext(), logs);
    return switch (call.type()) {
      case REQUEST_RESPONSE ->
          switch (call.caller()) {
            case TASK, CALLBACK ->
                outcome(
                    step,
                    found.function().invoke(invocation),
                    body -> result.of(found.version(), body, OK, requestId));
            case API, API_WITH_LOGS -> answered(step, found, invocation, logs);
          };
      case EVENT -> {
        // Nobody waits for what it returns.
        Thread.ofVirtual().start(() -> invokeQuietly(found.function(), invocation));
        yield dispatched(found, ACCEPTED, requestId);
      }
      case DRY_RUN -> dispatched(found, NO_CONTENT, requestId);
    };
  }

  private StepOutcome dispatched(FoundFunction found, int status, String requestId) {
    return new StepOutcome.Succeeded(result.of(found.version(), NOTHING, status, requestId));
  }

  private StepOutcome answered(
      Step step, FoundFunction found, Invocation invocation, @Nullable LogTail logs)
      throws InterruptedException {
    CallLog log = new CallLog(invocation, logs);
    FunctionResponse response = found.function().invoke(invocation);
    log.end();
    return switch (response) {
      case FunctionError(String errorType, String document) ->
          new StepOutcome.Succeeded(
              InvokeAnswer.failed(mapper, found.version(), errorType, document, logs));
      case Returned returned ->
          outcome(step, returned, body -> InvokeAnswer.of(mapper, found.version(), body, logs));
      case ServiceError error -> failed(error);
    };
  }

  private static void invokeQuietly(HostedFunction function, Invocation invocation) {
    try {
      function.invoke(invocation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static StepOutcome unknown(FunctionArn function, String requestId) {
    return failed(LambdaErrors.notFound(function.qualified(), requestId));
  }

  private Invocation invocation(
      Step step,
      FunctionArn function,
      FoundFunction found,
      byte[] payload,
      String requestId,
      @Nullable String clientContext,
      @Nullable LogTail logs) {
    return new Invocation(
        requestId,
        function.qualified(),
        payload,
        deadline(step.command()),
        step.attemptId(),
        step.stepKey(),
        step.command().executionArn(),
        step.command().traceHeader(),
        found.version(),
        clientContext,
        logs);
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
