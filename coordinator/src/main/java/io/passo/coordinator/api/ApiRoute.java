package io.passo.coordinator.api;

import io.passo.coordinator.api.arrival.ArrivalTime;
import io.passo.coordinator.api.arrival.HeadDeadline;
import io.passo.coordinator.api.audit.AuditLog;
import io.passo.coordinator.api.query.QueryDispatcher;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /}: AWS JSON 1.0, and the Query protocol for IAM and STS, over Vert.x, on the event
 * loop and without layers between.
 *
 * <p>A page in a browser cannot call it: {@code X-Amz-Target} makes every request one that browsers
 * ask about first, and that question is not answered; forms of IAM and STS have no such header, so
 * they are refused if a browser says that another site sends them.
 */
@Singleton
public final class ApiRoute {
  /** A payload, with a quote in every other place that must be escaped, and the rest. */
  static final int LARGEST_BODY =
      DataLimit.BYTES <= 262_144 ? 1 << 20 : 2 * DataLimit.BYTES + (1 << 20);

  private static final String TARGET = "X-Amz-Target";
  private static final String FORM = "application/x-www-form-urlencoded";

  // Asked for when it is needed: routes are made before the channels that operations depend on.
  private final Provider<Dispatcher> dispatchers;
  private final Provider<QueryDispatcher> queries;
  private final RequestCallers callers;
  private final ApiMetrics metrics;
  private final AuditLog audit;

  public ApiRoute(
      Provider<Dispatcher> dispatchers,
      Provider<QueryDispatcher> queries,
      RequestCallers callers,
      ApiMetrics metrics,
      AuditLog audit) {
    this.dispatchers = dispatchers;
    this.queries = queries;
    this.callers = callers;
    this.metrics = metrics;
    this.audit = audit;
  }

  /** Adds the route. */
  public void register(@Observes Router router) {
    router.post("/").handler(this::collect);
  }

  private void collect(RoutingContext context) {
    String requestId = UUID.randomUUID().toString();
    HttpServerRequest request = context.request();
    HeadDeadline.begun(request);
    RequestBody.collect(
        context,
        LARGEST_BODY,
        ArrivalTime.LIMIT.toMillis(),
        body -> serve(request, requestId, body),
        () ->
            send(
                request.response(),
                requestId,
                Dispatcher.answer(ApiErrors.requestTooLarge(LARGEST_BODY))));
  }

  private void serve(HttpServerRequest request, String requestId, byte[] body) {
    HttpServerResponse response = request.response();
    long begun = System.nanoTime();
    String target = request.getHeader(TARGET);
    boolean query = target == null && isForm(request);
    Cancellable running =
        CallerContext.back(
                query ? queried(request, requestId, body) : called(request, requestId, body))
            .subscribe()
            .with(
                answer -> {
                  String action =
                      query ? queries.get().action(body) : dispatchers.get().action(target);
                  metrics.answered(action, answer.error(), System.nanoTime() - begun);
                  send(response, requestId, answer);
                });
    // A caller that is gone must not get an activity task that somebody else could do.
    if (!response.ended()) {
      response.closeHandler(closed -> running.cancel());
    }
  }

  private Uni<Answer> called(HttpServerRequest request, String requestId, byte[] body) {
    Dispatcher dispatcher = dispatchers.get();
    String target = request.getHeader(TARGET);
    if (!callers.areVerified()) {
      return dispatched(dispatcher, target, body, callers.believed(request, requestId));
    }
    return callers
        .verified(request, requestId, body)
        .chain(call -> dispatched(dispatcher, target, body, call))
        .onFailure()
        .recoverWithItem(
            failure ->
                Dispatcher.answer(RequestCallers.refusal(failure, requestId, Refusal::json)));
  }

  private Uni<Answer> dispatched(
      Dispatcher dispatcher, @Nullable String target, byte[] body, Call call) {
    Uni<Answer> answer = dispatcher.dispatch(target, body, call);
    return audit.isOn()
        ? answer.invoke(given -> audit.called(dispatcher.action(target), body, call, given.error()))
        : answer;
  }

  private Uni<Answer> queried(HttpServerRequest request, String requestId, byte[] body) {
    QueryDispatcher dispatcher = queries.get();
    if (!callers.areVerified()) {
      return RequestCallers.isFromAnotherSite(request)
          ? Uni.createFrom()
              .item(
                  QueryDispatcher.answer(
                      ApiErrors.accessDenied("Requests of other sites are refused"), requestId))
          : dispatcher.dispatch(body, callers.believed(request, requestId));
    }
    return callers
        .verified(request, requestId, body)
        .chain(call -> dispatcher.dispatch(body, call))
        .onFailure()
        .recoverWithItem(
            failure ->
                QueryDispatcher.answer(
                    RequestCallers.refusal(failure, requestId, Refusal::query), requestId));
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
  }

  private static void send(HttpServerResponse response, String requestId, Answer answer) {
    if (response.closed() || response.ended()) {
      return;
    }
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .putHeader("x-amzn-RequestId", requestId)
        .end(answer.body());
  }
}
