package io.passo.coordinator.api;

import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Callers;
import io.passo.coordinator.security.signature.RefusedException;
import io.passo.coordinator.security.signature.SignedRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Tells whose a request over HTTP is. */
@Singleton
public final class RequestCallers {
  private static final Logger LOG = Logger.getLogger(RequestCallers.class);

  private final Callers callers;

  public RequestCallers(Callers callers) {
    this.callers = callers;
  }

  /** Whether signatures are verified. */
  public boolean areVerified() {
    return callers.areVerified();
  }

  /** Whoever signed the request, or a failure with {@code RefusedException}. */
  public Uni<Call> verified(HttpServerRequest request, String requestId, byte[] body) {
    // A key that had to be looked up comes from elsewhere.
    return CallerContext.back(
            callers.identify(
                new SignedRequest(
                    request.method().name(),
                    Objects.requireNonNullElse(request.path(), "/"),
                    Objects.requireNonNullElse(request.query(), ""),
                    name -> header(request, name),
                    body)))
        .map(caller -> call(caller, request, requestId));
  }

  /** Whoever the request says it is from; only for when nobody is verified. */
  public Call believed(HttpServerRequest request, String requestId) {
    String authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    return call(callers.believed(authorization), request, requestId);
  }

  // HTTP/2 has a pseudo header instead of Host.
  private static List<String> header(HttpServerRequest request, String name) {
    List<String> values = request.headers().getAll(name);
    HostAndPort authority = request.authority();
    return values.isEmpty() && name.equals("host") && authority != null
        ? List.of(authority.toString())
        : values;
  }

  private static Call call(CallerIdentity caller, HttpServerRequest request, String requestId) {
    return new Call(
        caller,
        requestId,
        request.getHeader("X-Amzn-Trace-Id"),
        new Call.Source(
            request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
            Objects.requireNonNullElse(request.getHeader("User-Agent"), ""),
            request.isSSL()));
  }

  /** What a caller gets that could not be verified. */
  public static ApiException refusal(
      Throwable failure, String requestId, Function<RefusedException, ApiException> protocol) {
    if (failure instanceof RefusedException refused) {
      return protocol.apply(refused);
    }
    LOG.debugf(failure, "Caller cannot be looked up: requestId=%s", requestId);
    return ApiErrors.unavailable("The service is temporarily unavailable");
  }

  /** Whether a browser says that a page sends the request. */
  public static boolean isFromAnotherSite(HttpServerRequest request) {
    return request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null;
  }
}
