package io.passo.task.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.FunctionResponse.ServiceError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFunctionTest {
  private static final Invocation INVOCATION =
      new Invocation(
          "request-1",
          "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST",
          "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
          Instant.parse("2100-01-01T00:00:00Z"),
          "key:3",
          "key:r:2",
          "arn:aws:states:us-east-1:000000000000:execution:m:e",
          null);

  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;
  private HttpFunction function;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    function = function(server.getAddress().getPort(), Duration.ofSeconds(30));
  }

  private static HttpFunction function(int port, Duration timeout) {
    URI url =
        URI.create(
            "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/f");
    return new HttpFunction(FunctionClients.create(), url, timeout);
  }

  @AfterEach
  void stopServer() {
    never.countDown();
    server.stop(0);
  }

  @Test
  void shouldCloseAnIdleConnectionBeforeServersDo() throws Exception {
    // given a server that keeps connections, as long as Node.js does
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Long> idle = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> serveOnce(listening, idle));

      // when
      function(listening.getLocalPort(), Duration.ofSeconds(30)).invoke(INVOCATION);

      // then
      assertThat(idle.get(30, TimeUnit.SECONDS)).isLessThan(4_500);
    }
  }

  private static void serveOnce(ServerSocket listening, CompletableFuture<Long> idleMillis) {
    try (Socket socket = listening.accept()) {
      InputStream in = socket.getInputStream();
      byte[] request = new byte[8192];
      int length = 0;
      while (!new String(request, 0, length, StandardCharsets.US_ASCII).endsWith("{\"a\":1}")) {
        length += in.read(request, length, request.length - length);
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
      long answered = System.nanoTime();
      int next = in.read();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answered);
      idleMillis.complete(next < 0 ? millis : Long.MAX_VALUE);
    } catch (IOException | RuntimeException e) {
      idleMillis.completeExceptionally(e);
    }
  }

  @Test
  void shouldPostThePayloadAndGiveBackTheBody() throws Exception {
    // given a function that answers with its payload
    answer(
        exchange ->
            respond(
                exchange,
                200,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    assertThat(response)
        .isInstanceOfSatisfying(
            Returned.class,
            returned ->
                assertThat(returned.body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"a\":1}"));
  }

  @Test
  void shouldTellTheFunctionAboutTheCall() throws Exception {
    // given a function that answers with what it was told
    answer(
        exchange ->
            respond(
                exchange,
                200,
                String.join(
                    " ",
                    exchange.getRequestMethod(),
                    exchange.getRequestHeaders().getFirst("Lambda-Runtime-Aws-Request-Id"),
                    exchange.getRequestHeaders().getFirst("Passo-Attempt-Id"),
                    exchange.getRequestHeaders().getFirst("Passo-Step-Key"),
                    exchange.getRequestHeaders().getFirst("Content-Type"))));

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    assertThat(response)
        .isInstanceOfSatisfying(
            Returned.class,
            returned ->
                assertThat(returned.body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("POST request-1 key:3 key:r:2 application/json"));
  }

  @Test
  void shouldGiveBackTheErrorDocumentOfTheFunctionAsItIs() throws Exception {
    // given
    String document =
        "{\"errorMessage\": \"no\", \"errorType\": \"OutOfStock\", \"stackTrace\": []}";
    answer(
        exchange -> {
          exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          respond(exchange, 200, document);
        });

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    assertThat(response).isEqualTo(new FunctionError("OutOfStock", document));
  }

  @Test
  void shouldReadAnErrorDocumentFromAnErrorStatus() throws Exception {
    // given
    answer(exchange -> respond(exchange, 500, "{\"errorType\":\"Boom\"}"));

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    assertThat(response).isEqualTo(new FunctionError("Boom", "{\"errorType\":\"Boom\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "404, Lambda.ResourceNotFoundException",
    "429, Lambda.TooManyRequestsException",
    "500, Lambda.ServiceException",
    "302, Lambda.ServiceException"
  })
  void shouldNameOtherErrorsAsLambdaDoes(int status, String error) throws Exception {
    // given
    answer(exchange -> respond(exchange, status, "sorry"));

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    String code = error.substring("Lambda.".length());
    assertThat(response)
        .isEqualTo(
            new ServiceError(
                error,
                "sorry (Service: AWSLambda; Status Code: "
                    + status
                    + "; Error Code: "
                    + code
                    + "; Request ID: request-1; Proxy: null)"));
  }

  @Test
  void shouldReportAnErrorWithoutDocument() throws Exception {
    // given
    answer(
        exchange -> {
          exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          respond(exchange, 200, "out of memory");
        });

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    assertThat(response).isEqualTo(new ServiceError("Lambda.Unknown", "out of memory"));
  }

  @Test
  void shouldTimeOut() throws Exception {
    // given a function that does not answer
    answer(exchange -> awaitNever());
    HttpFunction impatient = function(server.getAddress().getPort(), Duration.ofMillis(200));

    // when
    FunctionResponse response = impatient.invoke(INVOCATION);

    // then
    assertThat(response)
        .isEqualTo(
            new FunctionError(
                "Sandbox.Timedout",
                "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: request-1 Error: Task timed out after 0.20"
                    + " seconds\"}"));
  }

  @Test
  void shouldReportAServerThatIsNotThere() throws Exception {
    // given
    int port = server.getAddress().getPort();
    server.stop(0);

    // when
    FunctionResponse response = function(port, Duration.ofSeconds(5)).invoke(INVOCATION);

    // then
    assertThat(response)
        .isInstanceOfSatisfying(
            ServiceError.class,
            error -> {
              assertThat(error.name()).isEqualTo("Lambda.SdkClientException");
              assertThat(error.cause()).startsWith("Unable to execute HTTP request: ");
            });
  }

  @Test
  void shouldRefuseAnEndlessAnswer() throws Exception {
    // given
    answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[1 << 20];
          for (int i = 0; i < 8; i++) {
            exchange.getResponseBody().write(part);
          }
          exchange.close();
        });

    // when
    FunctionResponse response = function.invoke(INVOCATION);

    // then
    assertThat(response)
        .isInstanceOfSatisfying(
            FunctionError.class,
            error -> assertThat(error.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
  }

  /** Answers a request. */
  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void answer(Answer answer) {
    server.createContext("/f", answer::to);
  }

  private void awaitNever() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
