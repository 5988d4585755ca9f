package io.passo.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.passo.coordinator.api.lambda.LambdaRoute;
import io.passo.coordinator.api.limits.RateLimits;
import io.passo.coordinator.security.CallerIdentities;
import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Callers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Lambda API does with requests before an action sees them. */
class LambdaRouteTest {
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    Service service = new Service();
    Router router = Router.router(vertx);
    new LambdaRoute(
            () -> {
              throw new IllegalStateException("an action was asked for");
            },
            () -> {
              throw new IllegalStateException("a version was asked for");
            },
            () -> {
              throw new IllegalStateException("an alias was asked for");
            },
            () -> {
              throw new IllegalStateException("tags were asked for");
            },
            () -> {
              throw new IllegalStateException("a call was asked for");
            },
            new RequestCallers(
                new Callers(
                    new CallerIdentities(new CallerIdentity(Service.ACCOUNT, "us-east-1")),
                    Optional.empty())),
            new RateLimits(TestSettings.throttle(""), new MemoryTokenLeases(service.clock)),
            new ApiMetrics(new SimpleMeterRegistry()),
            service.audit)
        .register(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"Origin,https://evil.example", "Sec-Fetch-Site,cross-site"})
  void shouldRefusePagesOfBrowsers(String header, String value) throws Exception {
    // when a page sends what browsers send without asking
    HttpResponse<String> response =
        send(
            request("/2015-03-31/functions")
                .header(header, value)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    // then
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("AccessDeniedException");
  }

  @Test
  void shouldRefusePathsThatAreNone() throws Exception {
    // when
    HttpResponse<String> response = send(request("/2015-03-31/functions/f/unknown").GET());

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .contains("UnknownOperationException");
  }

  @Test
  void shouldRefuseBodiesThatAreTooLarge() throws Exception {
    // given more than the API takes, whatever the heap
    byte[] body = new byte[(70 << 20) + 1];

    // when
    HttpResponse<String> response =
        send(request("/2015-03-31/functions").POST(BodyPublishers.ofByteArray(body)));

    // then
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void shouldNotTellWhatIsWrongInside() throws Exception {
    // when
    HttpResponse<String> response = send(request("/2015-03-31/functions").GET());

    // then
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("An internal error occurred").doesNotContain("asked for");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
