package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.ApiMetrics;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.Deadline;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Outage;
import io.passo.coordinator.api.Refusal;
import io.passo.coordinator.api.RequestBody;
import io.passo.coordinator.api.RequestCallers;
import io.passo.coordinator.api.arrival.HeadDeadline;
import io.passo.coordinator.api.audit.AuditLog;
import io.passo.coordinator.api.limits.RateLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code /2015-03-31/functions} and the dates of later actions: the Lambda API (REST, JSON).
 * Browsers cannot use it: nothing that says it comes from a page is served, for whoever creates a
 * function runs code.
 */
@Singleton
public final class LambdaRoute {
  /**
   * A zip of 50 MB in Base64, or what the heap bears: such a body is there several times before it
   * is stored.
   */
  static final int LARGEST_BODY = (int) Math.min(70L << 20, Runtime.getRuntime().maxMemory() / 16);

  private static final Logger LOG = Logger.getLogger(LambdaRoute.class);

  /** The paths of later actions have other dates of the same length. */
  private static final String ROOT = "/2015-03-31/functions";

  private static final String TAGS = "/2017-03-31/tags";

  private static final String INVOKE = "Invoke";
  private static final long LONGEST_ARRIVAL_MILLIS = 60_000;
  private static final int SMALL_BODY = 1 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final Provider<FunctionActions> actions;
  private final Provider<VersionActions> versions;
  private final Provider<AliasActions> aliases;
  private final Provider<TagActions> tags;
  private final Provider<Invocations> invocations;
  private final RequestCallers callers;
  private final RateLimits limits;
  private final ApiMetrics metrics;
  private final AuditLog audit;
  // Large bodies are taken one at a time.
  private final Semaphore uploads = new Semaphore(1);

  public LambdaRoute(
      Provider<FunctionActions> actions,
      Provider<VersionActions> versions,
      Provider<AliasActions> aliases,
      Provider<TagActions> tags,
      Provider<Invocations> invocations,
      RequestCallers callers,
      RateLimits limits,
      ApiMetrics metrics,
      AuditLog audit) {
    this.actions = actions;
    this.versions = versions;
    this.aliases = aliases;
    this.tags = tags;
    this.invocations = invocations;
    this.callers = callers;
    this.limits = limits;
    this.metrics = metrics;
    this.audit = audit;
  }

  /** Adds the routes. */
  public void register(@Observes Router router) {
    router
        .routeWithRegex("/20\\d\\d-\\d\\d-\\d\\d/(?:functions(?:/.*)?|tags/.*)")
        .handler(this::collect);
  }

  private void collect(RoutingContext context) {
    HttpServerRequest request = context.request();
    HeadDeadline.begun(request);
    String requestId = UUID.randomUUID().toString();
    if (!callers.areVerified() && RequestCallers.isFromAnotherSite(request)) {
      send(
          request, requestId, error(ApiErrors.accessDenied("Requests of other sites are refused")));
      return;
    }
    boolean large = isLarge(request);
    if (large && !uploads.tryAcquire()) {
      send(request, requestId, error(LambdaErrors.busy()));
      return;
    }
    Runnable done = large ? once(uploads::release) : () -> {};
    request.response().closeHandler(closed -> done.run());
    RequestBody.collect(
        context,
        large ? LARGEST_BODY : SMALL_BODY,
        LONGEST_ARRIVAL_MILLIS,
        body -> serve(request, requestId, body, done),
        () -> {
          send(request, requestId, error(LambdaErrors.tooLarge(LARGEST_BODY)));
          done.run();
        });
  }

  // Without a length it may be anything.
  private static boolean isLarge(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    return chunked || (length != null && (length.length() > 7 || longOf(length) > SMALL_BODY));
  }

  private static long longOf(String digits) {
    return digits.matches("\\d{1,7}") ? Long.parseLong(digits) : Long.MAX_VALUE;
  }

  private static Runnable once(Runnable action) {
    AtomicBoolean run = new AtomicBoolean();
    return () -> {
      if (run.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private void serve(HttpServerRequest request, String requestId, byte[] body, Runnable done) {
    long begun = System.nanoTime();
    Uni<Call> caller =
        callers.areVerified()
            ? callers.verified(request, requestId, body)
            : Uni.createFrom().item(callers.believed(request, requestId));
    CallerContext.back(
            caller
                .onFailure()
                .transform(failure -> RequestCallers.refusal(failure, requestId, Refusal::json))
                .chain(call -> answered(lambdaRequest(request, body, call), begun)))
        .onFailure()
        .recoverWithItem(failure -> error(known(failure, requestId)))
        .subscribe()
        .with(
            answer -> {
              done.run();
              send(request, requestId, answer);
            });
  }

  private Uni<LambdaAnswer> answered(LambdaRequest request, long begun) {
    String action = request.action();
    return Uni.createFrom()
        .deferred(() -> dispatch(action, request))
        .onFailure()
        .transform(failure -> known(failure, request.call().requestId()))
        .onItemOrFailure()
        .invoke(
            (answer, failure) -> {
              String type = failure instanceof ApiException error ? error.type() : null;
              metrics.answered("Lambda" + action, type, System.nanoTime() - begun);
              note(action, request, type);
            });
  }

  private Uni<LambdaAnswer> dispatch(String action, LambdaRequest request) {
    return CallerContext.back(limits.admits(request.call().caller(), "lambda:" + action))
        .chain(
            admits -> {
              if (!admits) {
                throw LambdaErrors.busy();
              }
              Uni<LambdaAnswer> answer = admitted(action, request);
              return action.equals(INVOKE) ? answer : Deadline.within(Operation.DEADLINE, answer);
            });
  }

  private Uni<LambdaAnswer> admitted(String action, LambdaRequest request) {
    return switch (action) {
      case "CreateFunction" -> actions.get().create(request);
      case "UpdateFunctionCode" -> actions.get().updateCode(request);
      case "UpdateFunctionConfiguration" -> actions.get().updateConfiguration(request);
      case "GetFunction" -> actions.get().get(request);
      case "GetFunctionConfiguration" -> actions.get().getConfiguration(request);
      case "ListFunctions" -> actions.get().list(request);
      case "GetPolicy" -> actions.get().policy(request);
      case "GetFunctionEventInvokeConfig" -> actions.get().eventInvokeConfig(request);
      case "GetFunctionUrlConfig" -> actions.get().url(request);
      case "GetRuntimeManagementConfig" -> actions.get().runtimeManagement(request);
      case "ListVersionsByFunction" -> versions.get().list(request);
      case "PublishVersion" -> versions.get().publish(request);
      case "CreateAlias" -> aliases.get().create(request);
      case "GetAlias" -> aliases.get().get(request);
      case "ListAliases" -> aliases.get().list(request);
      case "UpdateAlias" -> aliases.get().update(request);
      case "DeleteAlias" -> aliases.get().delete(request);
      case "ListTags" -> tags.get().list(request);
      case "TagResource" -> tags.get().tag(request);
      case "UntagResource" -> tags.get().untag(request);
      case "GetFunctionCodeSigningConfig" -> actions.get().codeSigning(request);
      case "GetFunctionConcurrency" -> actions.get().concurrency(request);
      case "DeleteFunction" -> actions.get().delete(request);
      case INVOKE -> invocations.get().invoke(request);
      default -> throw LambdaErrors.unknownOperation();
    };
  }

  private void note(String action, LambdaRequest request, @Nullable String error) {
    if (audit.isOn() && !action.equals(INVOKE)) {
      String function = request.path().isEmpty() ? "" : request.path().getFirst();
      audit.lambda(action, Map.of("functionName", function), request.call(), error);
    }
  }

  private static LambdaRequest lambdaRequest(HttpServerRequest request, byte[] body, Call call) {
    String target = Objects.requireNonNullElse(request.path(), ROOT);
    boolean isTags = target.startsWith("/tags/", "/2017-03-31".length());
    String rest = target.substring((isTags ? TAGS : ROOT).length());
    List<String> path =
        Stream.of(rest.split("/"))
            .filter(part -> !part.isEmpty())
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    return new LambdaRequest(
        request.method().name(), isTags, path, request.params(), request.headers(), body, call);
  }

  private static ApiException known(Throwable failure, String requestId) {
    if (failure instanceof ApiException error) {
      return error;
    }
    if (Outage.isCauseOf(failure)) {
      LOG.debugf(failure, "Request refused for now: requestId=%s", requestId);
      return ApiErrors.unavailable("The service is temporarily unavailable");
    }
    LOG.errorf(failure, "Request of the Lambda API failed: requestId=%s", requestId);
    return new ApiException("ServiceException", 500, "An internal error occurred", Map.of());
  }

  private static LambdaAnswer error(ApiException error) {
    int status = error.type().equals("AccessDeniedException") ? 403 : error.status();
    return new LambdaAnswer(
        status,
        Map.of("x-amzn-ErrorType", error.type()),
        Buffer.buffer(
            JSON.createObjectNode()
                .put("Type", status < 500 ? "User" : "Service")
                .put("Message", error.text())
                .put("message", error.text())
                .toString()));
  }

  private static void send(HttpServerRequest request, String requestId, LambdaAnswer answer) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", "application/json")
        .putHeader("x-amzn-RequestId", requestId);
    answer.headers().forEach(response::putHeader);
    response.end(answer.body());
  }
}
