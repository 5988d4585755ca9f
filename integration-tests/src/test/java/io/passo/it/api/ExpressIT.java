package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Systems;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;

/** Express executions with the AWS SDK for Java v2, at two coordinators. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpressIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final String LOG_GROUP =
      "arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/quick:*";
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir static Path data;

  private static PassoSystem system;
  private static SfnClient one;
  private static SfnClient two;

  @BeforeAll
  static void start() {
    system =
        PassoSystem.start(
            SystemOptions.forTests(data)
                .withCoordinators(2)
                .withEnvironment("PASSO_THROTTLE_RATES", "StateTransition=20/100"));
    one = client(system.coordinators().getFirst());
    two = client(system.coordinators().getLast());
  }

  @AfterAll
  static void stop() {
    Systems.discard(system);
  }

  @Test
  @Order(1)
  void shouldAnswerWithTheEndAtEveryCoordinator() {
    // given
    String machine = machine("{\"Type\":\"Pass\",\"End\":true}");

    // when
    List<StartSyncExecutionResponse> ends =
        Stream.of(one, two)
            .map(at -> at.startSyncExecution(to -> to.stateMachineArn(machine).input("[1]")))
            .toList();

    // then
    assertThat(ends)
        .allSatisfy(
            end -> {
              assertThat(end.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
              assertThat(end.output()).isEqualTo("[1]");
              assertThat(end.executionArn()).contains(":express:");
              assertThat(end.billingDetails().billedMemoryUsedInMB()).isEqualTo(64);
              assertThat(end.billingDetails().billedDurationInMilliseconds() % 100).isZero();
            });
    assertThatThrownBy(
            () -> one.describeExecution(of -> of.executionArn(ends.getFirst().executionArn())))
        .isInstanceOf(InvalidArnException.class);
    assertThatThrownBy(() -> one.listExecutions(of -> of.stateMachineArn(machine)))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
  }

  @Test
  @Order(2)
  void shouldRunManyThatWaitAtATime() throws Exception {
    // given
    String machine = machine("{\"Type\":\"Wait\",\"Seconds\":2,\"End\":true}");
    List<Future<StartSyncExecutionResponse>> calls = new ArrayList<>();

    // when
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < 50; n++) {
        SfnClient at = n % 2 == 0 ? one : two;
        calls.add(threads.submit(() -> at.startSyncExecution(to -> to.stateMachineArn(machine))));
      }
    }

    // then
    for (Future<StartSyncExecutionResponse> call : calls) {
      StartSyncExecutionResponse end = call.get();
      assertThat(end.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
      assertThat(Duration.between(end.startDate(), end.stopDate()))
          .isBetween(Duration.ofSeconds(2), SOON);
    }
  }

  @Test
  @Order(3)
  void shouldFailATaskWithTheErrorOfItsWorker() {
    // given
    String machine =
        machine(
            "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\",\"End\":true,"
                + "\"Parameters\":{\"QueueUrl\":\"http://127.0.0.1:1/q\",\"MessageBody\":\"x\"},"
                + "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"ResultPath\":\"$.caught\",\"Next\":\"B\"}]}");

    // when
    StartSyncExecutionResponse end = one.startSyncExecution(to -> to.stateMachineArn(machine));

    // then
    assertThat(end.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
    assertThat(end.output()).contains("\"caught\":{\"Error\":");
  }

  @Test
  @Order(4)
  void shouldMakeTransitionsOfStandardExecutionsWaitAndNotOfExpress() {
    // given ten states each
    String standard = tenStates("paced", StateMachineType.STANDARD);
    String express = tenStates("free", StateMachineType.EXPRESS);
    Instant begin = Instant.now();
    List<String> started = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      SfnClient at = n % 2 == 0 ? one : two;
      started.add(at.startExecution(of -> of.stateMachineArn(standard)).executionArn());
    }

    // when
    Instant called = Instant.now();
    for (int n = 0; n < 20; n++) {
      assertThat(one.startSyncExecution(to -> to.stateMachineArn(express)).status())
          .isEqualTo(SyncExecutionStatus.SUCCEEDED);
    }

    // then 400 transitions, 20 at once and 100 a second after that
    assertThat(Duration.between(called, Instant.now())).isLessThan(Duration.ofSeconds(10));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(started)
                    .allMatch(
                        arn ->
                            two.describeExecution(of -> of.executionArn(arn)).status()
                                == ExecutionStatus.SUCCEEDED));
    Instant last =
        started.stream()
            .map(arn -> one.describeExecution(of -> of.executionArn(arn)).stopDate())
            .max(Instant::compareTo)
            .orElseThrow();
    assertThat(Duration.between(begin, last))
        .isBetween(Duration.ofMillis(3_500), Duration.ofSeconds(20));
  }

  private static String tenStates(String name, StateMachineType type) {
    String states =
        IntStream.range(0, 10)
            .mapToObj(
                n ->
                    "\"S%d\":{\"Type\":\"Pass\",%s}"
                        .formatted(n, n == 9 ? "\"End\":true" : "\"Next\":\"S" + (n + 1) + "\""))
            .collect(Collectors.joining(","));
    return one.createStateMachine(
            of ->
                of.name(name)
                    .type(type)
                    .roleArn(ROLE)
                    .definition("{\"StartAt\":\"S0\",\"States\":{" + states + "}}"))
        .stateMachineArn();
  }

  @Test
  @Order(5)
  void shouldRunAgainElsewhereWhatACrashInterrupts() {
    // given
    String machine = machine("{\"Type\":\"Wait\",\"Seconds\":20,\"End\":true}");
    List<String> executions =
        IntStream.range(0, 12)
            .mapToObj(n -> two.startExecution(to -> to.stateMachineArn(machine)).executionArn())
            .toList();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(executions).allMatch(arn -> isLogged(arn, "WaitStateEntered")));

    // when
    system.coordinators().getFirst().kill();

    // then
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(executions).allMatch(arn -> isLogged(arn, "ExecutionSucceeded")));
  }

  private static boolean isLogged(String executionArn, String type) {
    return system.coordinators().stream()
        .flatMap(coordinator -> lines(coordinator.log()))
        .anyMatch(line -> line.contains(executionArn) && line.contains("\"" + type + "\""));
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readAllLines(log).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An Express machine of the state given and one that ends after it; everything is logged. */
  private static String machine(String state) {
    String definition =
        "{\"StartAt\":\"A\",\"States\":{\"A\":%s%s}}"
            .formatted(state, state.contains("\"B\"") ? ",\"B\":{\"Type\":\"Succeed\"}" : "");
    return one.createStateMachine(
            of ->
                of.name(UUID.randomUUID().toString())
                    .type(StateMachineType.EXPRESS)
                    .roleArn(ROLE)
                    .definition(definition)
                    .loggingConfiguration(
                        logging ->
                            logging
                                .level(LogLevel.ALL)
                                .destinations(
                                    LogDestination.builder()
                                        .cloudWatchLogsLogGroup(
                                            group -> group.logGroupArn(LOG_GROUP))
                                        .build())))
        .stateMachineArn();
  }

  private static SfnClient client(Service coordinator) {
    return SfnClient.builder()
        .endpointOverride(coordinator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .overrideConfiguration(
            with ->
                with.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(70)))
        .build();
  }
}
