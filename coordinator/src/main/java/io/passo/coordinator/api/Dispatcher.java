package io.passo.coordinator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.access.ApiAccess;
import io.passo.coordinator.api.limits.RateLimits;
import io.passo.coordinator.engine.OverloadedException;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * From a request body to an answer, without HTTP: finds the operation, reads, verifies, handles,
 * writes. Never fails.
 */
@Singleton
public final class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final String TARGET_PREFIX = "AWSStepFunctions.";

  private final Map<String, Operation<?>> operations;
  private final ApiAccess access;
  private final RateLimits limits;

  public Dispatcher(@All List<Operation<?>> operations, ApiAccess access, RateLimits limits) {
    this.access = access;
    this.limits = limits;
    Map<String, Operation<?>> byName = new HashMap<>();
    operations.forEach(operation -> byName.put(operation.name(), operation));
    this.operations = Map.copyOf(byName);
  }

  /** Name of the action a target names, "Unknown" for others; one of few values. */
  String action(@Nullable String target) {
    String name = name(target);
    return operations.containsKey(name) ? name : "Unknown";
  }

  /**
   * @param target header {@code X-Amz-Target}, if sent
   * @param body request body
   */
  Uni<Answer> dispatch(@Nullable String target, byte[] body, Call call) {
    return Uni.createFrom()
        .deferred(() -> run(operation(target), body, call))
        .map(response -> new Answer(200, null, AwsJson.write(response)))
        .onFailure()
        .recoverWithItem(failure -> answer(error(failure, target, call)));
  }

  private <I> Uni<Response> run(Operation<I> operation, byte[] body, Call call) {
    if (operation.countsItself() || !limits.apply(operation.name())) {
      return admitted(operation, body, call);
    }
    return CallerContext.back(limits.admits(call.caller(), operation.name()))
        .chain(
            admits -> {
              if (!admits) {
                throw ApiErrors.throttled();
              }
              return admitted(operation, body, call);
            });
  }

  private <I> Uni<Response> admitted(Operation<I> operation, byte[] body, Call call) {
    ObjectNode json = AwsJson.read(body);
    Members members = new Members(json);
    I request = operation.parse(members);
    members.verify();
    return Deadline.within(operation.deadline(), allowed(operation, request, json, call));
  }

  private <I> Uni<Response> allowed(Operation<I> operation, I request, ObjectNode json, Call call) {
    if (!access.applies(call)) {
      return operation.handle(request, call).map(response -> response);
    }
    return CallerContext.back(access.check(operation.name(), json, call))
        .chain(() -> operation.handle(request, call));
  }

  private Operation<?> operation(@Nullable String target) {
    String name = name(target);
    Operation<?> operation = operations.get(name);
    if (operation != null) {
      return operation;
    }
    throw ApiErrors.unknownOperation(
        "Expected the header X-Amz-Target to name an operation of AWSStepFunctions");
  }

  private static String name(@Nullable String target) {
    return target != null && target.startsWith(TARGET_PREFIX)
        ? target.substring(TARGET_PREFIX.length())
        : "";
  }

  private ApiException error(Throwable failure, @Nullable String target, Call call) {
    if (failure instanceof ApiException error) {
      return error;
    }
    if (failure instanceof OverloadedException overloaded) {
      LOG.debugf(
          overloaded,
          "Request throttled: requestId=%s action=%s",
          call.requestId(),
          action(target));
      return ApiErrors.throttled();
    }
    if (Outage.isCauseOf(failure)) {
      LOG.debugf(
          failure,
          "Request refused for now: requestId=%s action=%s",
          call.requestId(),
          action(target));
      return ApiErrors.unavailable("The service is temporarily unavailable");
    }
    LOG.errorf(failure, "Request failed: requestId=%s action=%s", call.requestId(), action(target));
    return ApiErrors.internal();
  }

  /** The body of an error. */
  static Answer answer(ApiException error) {
    Buffer body =
        AwsJson.write(
            out -> {
              out.text("__type", error.type()).text("message", error.text());
              error.members().forEach(out::text);
            });
    return new Answer(error.status(), error.type(), body);
  }
}
