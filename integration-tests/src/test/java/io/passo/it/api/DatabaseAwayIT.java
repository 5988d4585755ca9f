package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Systems;
import io.passo.servers.Server;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** The API while PostgreSQL is dead, or does not move: it answers, and recovers by itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseAwayIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(25);
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path data;

  private static PassoSystem system;
  private static SfnClient client;
  private static LambdaClient functions;
  private static String machine;
  private static String execution;

  @BeforeAll
  static void start() {
    system = PassoSystem.start(SystemOptions.forTests(data).withWorkers(0).withAdapters(0));
    URI endpoint = system.coordinators().getFirst().endpoint();
    StaticCredentialsProvider anybody =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    client =
        SfnClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(anybody)
            .overrideConfiguration(of -> of.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SOON))
            .build();
    functions =
        LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(anybody)
            .overrideConfiguration(of -> of.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SOON))
            .build();
    machine =
        client
            .createStateMachine(
                of ->
                    of.name("work")
                        .roleArn(ROLE)
                        .definition(
                            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}"))
            .stateMachineArn();
    execution = client.startExecution(of -> of.stateMachineArn(machine)).executionArn();
    await().atMost(SOON).until(DatabaseAwayIT::hasSucceeded);
  }

  @AfterAll
  static void stop() {
    functions.close();
    client.close();
    Systems.discard(system);
  }

  private static boolean hasSucceeded() {
    return client.describeExecution(of -> of.executionArn(execution)).status()
        == ExecutionStatus.SUCCEEDED;
  }

  /** Each of them needs PostgreSQL, unless what it asks for is known from before. */
  private static Map<String, Consumer<SfnClient>> calls(String name) {
    Map<String, Consumer<SfnClient>> calls = new LinkedHashMap<>();
    calls.put("DescribeExecution", of -> of.describeExecution(r -> r.executionArn(execution)));
    calls.put("GetExecutionHistory", of -> of.getExecutionHistory(r -> r.executionArn(execution)));
    calls.put(
        "DescribeStateMachineForExecution",
        of -> of.describeStateMachineForExecution(r -> r.executionArn(execution)));
    calls.put("ListExecutions", of -> of.listExecutions(r -> r.stateMachineArn(machine)));
    calls.put("ListMapRuns", of -> of.listMapRuns(r -> r.executionArn(execution)));
    calls.put("ListStateMachines", SfnClient::listStateMachines);
    calls.put("ListActivities", SfnClient::listActivities);
    calls.put("ListTagsForResource", of -> of.listTagsForResource(r -> r.resourceArn(machine)));
    calls.put("RedriveExecution", of -> of.redriveExecution(r -> r.executionArn(execution)));
    calls.put("CreateActivity", of -> of.createActivity(r -> r.name(name)));
    calls.put("ListFunctions", of -> functions.listFunctions());
    return calls;
  }

  /** What the calls answered, all of them at a time: "" or an error. */
  private static Map<String, String> answers(String name) throws Exception {
    Map<String, Future<String>> pending = new LinkedHashMap<>();
    Map<String, String> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls(name).forEach((action, call) -> pending.put(action, threads.submit(() -> ask(call))));
      for (Map.Entry<String, Future<String>> each : pending.entrySet()) {
        answers.put(each.getKey(), each.getValue().get());
      }
    }
    return answers;
  }

  private static String ask(Consumer<SfnClient> call) {
    try {
      call.accept(client);
      return "";
    } catch (SfnException e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode();
    } catch (SdkServiceException e) {
      return e.statusCode() + " " + e.getClass().getSimpleName();
    }
  }

  private static void shouldAnswerAll(String name) throws Exception {
    Instant begin = Instant.now();
    Map<String, String> answers = answers(name);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(LONGEST_ANSWER);
    assertThat(answers)
        .allSatisfy((action, answer) -> assertThat(answer).as(action).matches("(503 .*)?"));
    assertThat(answers)
        .as("what cannot be known from memory")
        .containsEntry("ListStateMachines", "503 ServiceUnavailable")
        .containsEntry("ListExecutions", "503 ServiceUnavailable")
        .containsEntry("GetExecutionHistory", "503 ServiceUnavailable")
        .containsEntry("CreateActivity", "503 ServiceUnavailable");
  }

  private static void shouldRecover(String name) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(answers(name))
                    .allSatisfy(
                        (action, answer) ->
                            assertThat(answer)
                                .as(action)
                                .isEqualTo(
                                    action.equals("RedriveExecution")
                                        ? "400 ExecutionNotRedrivable"
                                        : "")));
    assertThat(client.startExecution(of -> of.stateMachineArn(machine).name(name)).executionArn())
        .endsWith(name);
  }

  @Test
  @Order(1)
  void shouldAnswerWhileItIsDead() throws Exception {
    // given
    Server postgres = system.servers().postgres();
    postgres.kill();

    // when / then
    try {
      shouldAnswerAll("dead");
      assertThat(List.of("", "503 ServiceUnavailable"))
          .contains(ask(of -> of.startExecution(r -> r.stateMachineArn(machine))));
    } finally {
      postgres.restart();
    }
    shouldRecover("dead");
  }

  @Test
  @Order(2)
  void shouldAnswerWhileItDoesNotMove() throws Exception {
    // given
    Server postgres = system.servers().postgres();
    postgres.pause();

    // when / then
    try {
      shouldAnswerAll("still");
    } finally {
      postgres.resume();
    }
    shouldRecover("still");
  }
}
