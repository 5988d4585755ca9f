package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.passo.it.support.Clients;
import io.passo.it.support.S3Server;
import io.passo.it.support.Systems;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * Payloads far above AWS's limit, in an installation that allows them. Large heaps, so only with
 * {@code -Dpasso.test.large=true}.
 */
@EnabledIfSystemProperty(named = "passo.test.large", matches = "true")
class LargePayloadIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final int LIMIT = 50 << 20;
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final Set<HistoryEventType> ENDS =
      Set.of(HistoryEventType.EXECUTION_SUCCEEDED, HistoryEventType.EXECUTION_FAILED);

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(2 * LIMIT).build())
              .build());

  /** 21.6 MB: three items of 7.2 MB, different ones. */
  private static final String INPUT =
      "{\"items\":[\"%s\",\"%s\",\"%s\"],\"note\":\"small\"}"
          .formatted("a".repeat(7_200_000), "b".repeat(7_200_000), "c".repeat(7_200_000));

  private static HttpServer functions;
  private static S3Server s3;
  private static PassoSystem system;
  private static Clients clients;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    functions = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    functions.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    functions.createContext("/", LargePayloadIT::echo);
    functions.start();
    Path folder = Files.createDirectories(data.resolve("functions"));
    Files.writeString(
        folder.resolve("functions.properties"),
        "echo=http://127.0.0.1:" + functions.getAddress().getPort() + "/echo\n");
    s3 = S3Server.start(data.resolve("s3"));
    system =
        PassoSystem.start(
            SystemOptions.forTests(data.resolve("system"))
                .withFunctions(folder)
                .withHeapMegabytes(1024)
                .withEnvironment("AWS_ENDPOINT_URL_S3", s3.url())
                .withEnvironment("PASSO_PAYLOAD_LIMIT", Integer.toString(LIMIT))
                .withEnvironment("PASSO_HISTORY_LIMIT", "50000"));
    clients = new Clients(system.coordinators());
  }

  @AfterAll
  static void stop() {
    clients.close();
    Systems.discard(system);
    s3.close();
    functions.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void shouldReadItemsThatItemSelectorMakesSmaller() {
    // given
    s3.put(
        "large.jsonl",
        IntStream.range(0, 5)
            .mapToObj(n -> "{\"n\":" + n + ",\"text\":\"" + "x".repeat(7_000_000) + "\"}")
            .collect(Collectors.joining("\n")));
    String machine =
        machine(
            "large-items",
            """
            {"StartAt":"Each","States":{"Each":{"Type":"Map","End":true,
              "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSONL"},
                "Parameters":{"Bucket":"data","Key":"large.jsonl"}},
              "ItemSelector":{"n.$":"$$.Map.Item.Value.n"},
              "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
                "StartAt":"Item","States":{"Item":{"Type":"Pass","OutputPath":"$.n","End":true}}}}}}""");

    // when
    String execution =
        clients.call(c -> c.startExecution(to -> to.stateMachineArn(machine))).executionArn();
    JsonNode end = finish(execution);

    // then
    assertThat(end.path("cause").asText()).isEmpty();
    assertThat(end.path("output").textValue()).isEqualTo("[0,1,2,3,4]");
  }

  @Test
  void shouldCarryTwentyMegabytesThroughEveryStateOverTheDeathOfTheCoordinator() {
    // given
    String machine =
        machine(
            "large",
            """
            {"StartAt":"Pass","States":{
            "Pass":{"Type":"Pass","Next":"Call"},
            "Call":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","OutputPath":"$.Payload",
              "Parameters":{"FunctionName":"echo","Payload.$":"$"},"Next":"Wait"},
            "Wait":{"Type":"Wait","Seconds":5,"Next":"Each"},
            "Each":{"Type":"Map","ItemsPath":"$.items","ResultPath":"$.items","ItemProcessor":{
              "StartAt":"Item","States":{"Item":{"Type":"Pass","End":true}}},"Next":"Shape"},
            "Shape":{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input %}","End":true}}}""");

    // when
    String execution =
        clients
            .call(c -> c.startExecution(to -> to.stateMachineArn(machine).name("one").input(INPUT)))
            .executionArn();
    await().atMost(SOON).until(() -> latest(execution) == HistoryEventType.WAIT_STATE_ENTERED);
    system.coordinators().getFirst().kill();
    system.coordinators().getFirst().startAgain();
    JsonNode end = finish(execution);

    // then
    assertThat(end.path("cause").asText()).isEmpty();
    assertThat(end.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(end.path("input").textValue().equals(INPUT)).isTrue();
    assertThat(end.path("output").textValue().equals(INPUT)).isTrue();
    JsonNode first =
        ask("GetExecutionHistory", "{\"executionArn\":\"" + execution + "\"}").at("/events/0");
    assertThat(first.at("/executionStartedEventDetails/input").textValue().equals(INPUT)).isTrue();
  }

  @Test
  void shouldCarryThemToAndFromActivities() {
    // given
    String activity = clients.call(c -> c.createActivity(to -> to.name("large"))).activityArn();
    String machine =
        machine(
            "asks",
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\""
                + activity
                + "\",\"End\":true}}}");
    String execution =
        clients
            .call(c -> c.startExecution(to -> to.stateMachineArn(machine).name("one").input(INPUT)))
            .executionArn();

    // when
    JsonNode task = ask("GetActivityTask", "{\"activityArn\":\"" + activity + "\"}");
    String token = task.path("taskToken").textValue();
    clients.call(c -> c.sendTaskSuccess(of -> of.taskToken(token).output(INPUT)));

    // then
    assertThat(task.path("input").textValue().equals(INPUT)).isTrue();
    assertThat(finish(execution).path("output").textValue().equals(INPUT)).isTrue();
  }

  @Test
  void shouldRefuseWhatIsBeyondTheLimit() {
    // given
    String machine =
        machine(
            "beyond", "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}");
    String tooLarge = "\"" + "x".repeat(LIMIT) + "\"";

    // then
    assertThatThrownBy(
            () ->
                clients.call(
                    c -> c.startExecution(to -> to.stateMachineArn(machine).input(tooLarge))))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("less than or equal to " + LIMIT);
  }

  private static String machine(String name, String definition) {
    return clients
        .call(c -> c.createStateMachine(of -> of.name(name).roleArn(ROLE).definition(definition)))
        .stateMachineArn();
  }

  private static JsonNode finish(String execution) {
    await().atMost(SOON).until(() -> ENDS.contains(latest(execution)));
    return ask("DescribeExecution", "{\"executionArn\":\"" + execution + "\"}");
  }

  private static HistoryEventType latest(String execution) {
    return clients
        .call(
            c ->
                c.getExecutionHistory(
                    of ->
                        of.executionArn(execution).includeExecutionData(false).reverseOrder(true)))
        .events()
        .getFirst()
        .type();
  }

  /** The AWS SDK reads texts of 20 MB at most. */
  private static JsonNode ask(String action, String request) {
    HttpRequest post =
        HttpRequest.newBuilder(system.coordinators().getFirst().endpoint())
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions." + action)
            .POST(HttpRequest.BodyPublishers.ofString(request))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
