package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route over a real HTTP server on loopback. */
class ApiRouteTest {
  private static final String WORK = PREFIX + "activity:work";

  private final Service service = new Service();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    vertx.exceptionHandler(failures::add);
    Router router = Router.router(vertx);
    new ApiRoute(
            () -> service.dispatcher,
            () -> service.queries,
            new RequestCallers(
                new Callers(
                    new CallerIdentities(new CallerIdentity(Service.ACCOUNT, "us-east-1")),
                    Optional.empty())),
            new ApiMetrics(metrics),
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
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldAnswerAwsJson() throws Exception {
    // when
    HttpResponse<String> response =
        client.send(request("CreateActivity", "{\"name\":\"work\"}"), BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/x-amz-json-1.0");
    assertThat(response.headers().firstValue("x-amzn-RequestId").orElseThrow())
        .matches("[0-9a-f-]{36}");
    assertThat(response.body())
        .isEqualTo("{\"activityArn\":\"" + WORK + "\",\"creationDate\":1767323045.678}");
  }

  @Test
  void shouldAnswerErrorsWithTheirTypeInTheBody() throws Exception {
    // when
    HttpResponse<String> response =
        client.send(
            request("DescribeActivity", json("{'activityArn':'%s'}", WORK)),
            BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(response.body())
        .isEqualTo(
            "{\"__type\":\"ActivityDoesNotExist\",\"message\":\"Activity Does Not Exist: '"
                + WORK
                + "'\"}");
    assertThat(
            metrics.get("passo.api.requests").tag("error", "ActivityDoesNotExist").timer().count())
        .isEqualTo(1);
  }

  @Test
  void shouldRefuseARequestWithoutTarget() throws Exception {
    // when
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri()).POST(BodyPublishers.ofString("{}")).build(),
            BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"__type\":\"UnknownOperationException\"");
  }

  @Test
  void shouldRefuseABodyAboveTheLimit() throws Exception {
    // given
    String body = json("{'name':'%s'}", "x".repeat(1 << 20));

    // when
    HttpResponse<String> response =
        client.send(request("CreateActivity", body), BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body())
        .isEqualTo(
            "{\"__type\":\"RequestEntityTooLargeException\",\"message\":\"Expected a request body of at most 1048576 bytes\"}");
  }

  @Test
  void shouldRefuseADeepBody() throws Exception {
    // given
    String body = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    // when
    HttpResponse<String> response =
        client.send(request("CreateActivity", body), BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"__type\":\"SerializationException\"");
  }

  @Test
  void shouldRefuseTextThatIsNoUtf8() throws Exception {
    // given
    byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};

    // when
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri())
                .header("X-Amz-Target", "AWSStepFunctions.ListActivities")
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString());

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"__type\":\"SerializationException\"");
  }

  @Test
  void shouldTakeAccountAndRegionFromTheCredential() throws Exception {
    // given
    HttpRequest signed =
        HttpRequest.newBuilder(uri())
            .header("X-Amz-Target", "AWSStepFunctions.CreateActivity")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=111122223333/20260102/eu-west-1/states/aws4_request, SignedHeaders=host, Signature=00")
            .POST(BodyPublishers.ofString("{\"name\":\"work\"}"))
            .build();

    // when
    HttpResponse<String> response = client.send(signed, BodyHandlers.ofString());

    // then
    assertThat(response.body()).contains("arn:aws:states:eu-west-1:111122223333:activity:work");
  }

  @Test
  void shouldGiveThePlaceOfAWorkerUpThatHangsUp() throws Exception {
    // given
    service.activity("work");
    HttpClient impatient = HttpClient.newHttpClient();
    var poll =
        impatient.sendAsync(
            request("GetActivityTask", json("{'activityArn':'%s'}", WORK)),
            BodyHandlers.ofString());
    Awaitility.await().until(() -> service.polls.waiting(WORK) == 1);

    // when
    poll.cancel(true);
    impatient.shutdownNow();

    // then
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> service.polls.waiting(WORK) == 0);
  }

  private HttpRequest request(String action, String body) {
    return HttpRequest.newBuilder(uri())
        .header("X-Amz-Target", "AWSStepFunctions." + action)
        .header("Content-Type", "application/x-amz-json-1.0")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
  }
}
