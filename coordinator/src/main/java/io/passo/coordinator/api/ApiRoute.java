package io.passo.coordinator.api;

import io.passo.coordinator.security.CallerIdentities;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * {@code POST /}: AWS JSON 1.0 over Vert.x, on the event loop and without layers between.
 *
 * <p>A page in a browser cannot call it: {@code X-Amz-Target} makes every request one that browsers
 * ask about first, and that question is not answered.
 */
@Singleton
public final class ApiRoute {
  /** A payload, with a quote in every other place that must be escaped, and the rest. */
  static final int LARGEST_BODY =
      DataLimit.BYTES <= 262_144 ? 1 << 20 : 2 * DataLimit.BYTES + (1 << 20);

  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
  private static final String TARGET = "X-Amz-Target";

  // Asked for when it is needed: routes are made before the channels that operations depend on.
  private final Provider<Dispatcher> dispatchers;
  private final CallerIdentities callers;
  private final ApiMetrics metrics;

  public ApiRoute(Provider<Dispatcher> dispatchers, CallerIdentities callers, ApiMetrics metrics) {
    this.dispatchers = dispatchers;
    this.callers = callers;
    this.metrics = metrics;
  }

  /** Adds the route. */
  public void register(@Observes Router router) {
    router.post("/").handler(this::collect);
  }

  private void collect(RoutingContext context) {
    String requestId = UUID.randomUUID().toString();
    HttpServerRequest request = context.request();
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    RequestBody.collect(
        request,
        LARGEST_BODY,
        body -> serve(request, requestId, body),
        () ->
            send(
                request.response(),
                requestId,
                Dispatcher.answer(ApiErrors.requestTooLarge(LARGEST_BODY))));
  }

  private void serve(HttpServerRequest request, String requestId, byte[] body) {
    String target = request.getHeader(TARGET);
    Call call =
        new Call(
            callers.identify(request.getHeader("Authorization")),
            requestId,
            request.getHeader("X-Amzn-Trace-Id"));
    HttpServerResponse response = request.response();
    Dispatcher dispatcher = dispatchers.get();
    long begun = System.nanoTime();
    Cancellable running =
        CallerContext.back(dispatcher.dispatch(target, body, call))
            .subscribe()
            .with(
                answer -> {
                  metrics.answered(
                      dispatcher.action(target), answer.error(), System.nanoTime() - begun);
                  send(response, requestId, answer);
                });
    // A caller that is gone must not get an activity task that somebody else could do.
    if (!response.ended()) {
      response.closeHandler(closed -> running.cancel());
    }
  }

  private static void send(HttpServerResponse response, String requestId, Answer answer) {
    if (response.closed() || response.ended()) {
      return;
    }
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", CONTENT_TYPE)
        .putHeader("x-amzn-RequestId", requestId)
        .end(answer.body());
  }
}
