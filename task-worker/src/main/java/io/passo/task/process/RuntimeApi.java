package io.passo.task.process;

import io.passo.task.process.Desk.Call;
import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.ReportedError;
import io.passo.task.runtime.SandboxErrors;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one process, on a port of its own: that is how Lambda's runtimes tell
 * whose calls they ask for.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi {
  private static final String HOST = "127.0.0.1";
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = RUNTIME + "invocation/";
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final long START_SECONDS = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Desk desk;
  private final Duration timeout;
  private final HttpServer server;

  private RuntimeApi(Vertx vertx, Desk desk, Duration timeout) {
    this.desk = desk;
    this.timeout = timeout;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost(HOST).setPort(0))
            .requestHandler(this::route);
  }

  /**
   * Serves the calls of a desk.
   *
   * @param timeout longest time a call may take: it is told its deadline
   * @throws IOException if there is no free port
   */
  static RuntimeApi start(Vertx vertx, Desk desk, Duration timeout)
      throws IOException, InterruptedException {
    RuntimeApi api = new RuntimeApi(vertx, desk, timeout);
    try {
      api.server
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
      return api;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Expected to listen on " + HOST + " but found " + e, e);
    }
  }

  /** Value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return HOST + ":" + server.actualPort();
  }

  void stop() {
    server.close();
  }

  private void route(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "");
    boolean post = HttpMethod.POST.equals(request.method());
    if (HttpMethod.GET.equals(request.method()) && path.equals(INVOCATION + "next")) {
      next(request);
    } else if (post && path.equals(RUNTIME + "init/error")) {
      collect(request, body -> initFailed(request, body));
    } else if (post && path.startsWith(INVOCATION) && path.endsWith("/response")) {
      collect(request, body -> responded(request, id(path, "/response"), body));
    } else if (post && path.startsWith(INVOCATION) && path.endsWith("/error")) {
      collect(request, body -> failed(request, id(path, "/error"), body));
    } else {
      refuse(request, 404, "InvalidPath", "Expected a path of the Runtime API");
    }
  }

  private static String id(String path, String end) {
    return path.length() <= INVOCATION.length() + end.length()
        ? ""
        : path.substring(INVOCATION.length(), path.length() - end.length());
  }

  private void next(HttpServerRequest request) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    HttpServerResponse response = request.response();
    Consumer<Call> process = call -> context.runOnContext(now -> give(response, call.invocation()));
    response.closeHandler(closed -> desk.leave(process));
    if (!desk.ask(process)) {
      refuse(request, 403, "InvalidStateTransition", "Expected the last invocation to be answered");
    }
  }

  private void give(HttpServerResponse response, Invocation invocation) {
    if (response.closed()) {
      return;
    }
    Instant limit = Instant.now().plus(timeout);
    Instant deadline = invocation.deadline().isBefore(limit) ? invocation.deadline() : limit;
    response
        .putHeader("Content-Type", "application/json")
        .putHeader("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
        .putHeader("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()))
        .putHeader("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn())
        .putHeader("Lambda-Runtime-Trace-Id", trace(invocation.traceHeader()))
        .putHeader("Passo-Attempt-Id", invocation.attemptId())
        .putHeader("Passo-Step-Key", invocation.stepKey());
    if (invocation.clientContext() != null) {
      response.putHeader("Lambda-Runtime-Client-Context", invocation.clientContext());
    }
    response.end(Buffer.buffer(invocation.payload()));
  }

  // Runtimes that trace expect one.
  private static String trace(@Nullable String given) {
    return given != null
        ? given
        : String.format(
            Locale.ROOT,
            "Root=1-%08x-%08x%016x;Parent=%016x;Sampled=0",
            Instant.now().getEpochSecond(),
            RANDOM.nextInt(),
            RANDOM.nextLong(),
            RANDOM.nextLong());
  }

  private void responded(HttpServerRequest request, String requestId, @Nullable Buffer body) {
    if (body == null) {
      // The call has failed; the process lives on.
      boolean known = desk.answer(requestId, SandboxErrors.responseTooLarge());
      refuse(
          request,
          known ? 413 : 400,
          known ? "RequestEntityTooLarge" : "InvalidRequestID",
          "Exceeded maximum allowed payload size (6291556 bytes).");
    } else {
      answer(request, requestId, new Returned(body.getBytes()));
    }
  }

  private void failed(HttpServerRequest request, String requestId, @Nullable Buffer body) {
    answer(request, requestId, error(request.getHeader(ERROR_TYPE), body));
  }

  private static FunctionError error(@Nullable String type, @Nullable Buffer body) {
    return ReportedError.of(type, body == null ? new byte[0] : body.getBytes());
  }

  private void answer(HttpServerRequest request, String requestId, FunctionResponse response) {
    if (desk.answer(requestId, response)) {
      accept(request);
    } else {
      refuse(request, 400, "InvalidRequestID", "Expected the id of the invocation that runs");
    }
  }

  private void initFailed(HttpServerRequest request, @Nullable Buffer body) {
    FunctionError error = error(request.getHeader(ERROR_TYPE), body);
    desk.end(call -> error);
    accept(request);
  }

  private static void accept(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(202)
        .putHeader("Content-Type", "application/json")
        .end("{\"status\":\"OK\"}");
  }

  private static void refuse(HttpServerRequest request, int status, String type, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end("{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}");
  }

  // What is too large is read to its end and dropped: whoever sends it reads the answer afterwards.
  private static void collect(HttpServerRequest request, Consumer<@Nullable Buffer> whole) {
    Buffer body = Buffer.buffer();
    long[] size = {0};
    request.handler(
        part -> {
          size[0] += part.length();
          if (size[0] <= SandboxErrors.LARGEST_RESPONSE) {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        end -> whole.accept(size[0] <= SandboxErrors.LARGEST_RESPONSE ? body : null));
  }
}
