package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Systems;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ActivityDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** AWS SDK for Java v2 against two coordinators: what one is told, the other knows. */
class AwsSdkIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final Duration SOON = Duration.ofSeconds(30);

  private static SfnClient one;
  private static SfnClient two;

  @BeforeAll
  static void start() {
    PassoSystem system = Systems.shared();
    one = client(system.coordinators().getFirst());
    two = client(system.coordinators().getLast());
  }

  @Test
  void shouldRunAStateMachineFromItsCreationToItsHistory() {
    // given
    String machine = machine(pass("\"world\""));

    // when
    String execution =
        one.startExecution(to -> to.stateMachineArn(machine).name("hello").input("{\"n\":1}"))
            .executionArn();
    DescribeExecutionResponse closed = closed(execution);

    // then
    assertThat(closed.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(closed.input()).isEqualTo("{\"n\":1}");
    assertThat(closed.output()).isEqualTo("\"world\"");
    assertThat(closed.startDate()).isBeforeOrEqualTo(closed.stopDate());
    List<HistoryEvent> events = two.getExecutionHistory(of -> of.executionArn(execution)).events();
    assertThat(events)
        .extracting(HistoryEvent::typeAsString)
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    assertThat(events).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L);
    assertThat(two.describeStateMachineForExecution(of -> of.executionArn(execution)).definition())
        .isEqualTo(pass("\"world\""));
  }

  @Test
  void shouldKnowAtOneCoordinatorWhatTheOtherHasAnswered() {
    // given
    String machine = machine(waiting());

    // when / then
    for (int n = 0; n < 30; n++) {
      SfnClient asked = n % 2 == 0 ? one : two;
      SfnClient other = n % 2 == 0 ? two : one;
      String name = n % 3 == 0 ? null : "run-" + n;
      String execution =
          asked.startExecution(to -> to.stateMachineArn(machine).name(name)).executionArn();
      assertThat(other.describeExecution(of -> of.executionArn(execution)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
    }
  }

  @Test
  void shouldGiveTheSameAnswerForTheSameStart() {
    // given
    String machine = machine(waiting());
    var first = one.startExecution(to -> to.stateMachineArn(machine).name("run").input("[1]"));

    // when
    var again = two.startExecution(to -> to.stateMachineArn(machine).name("run").input("[1]"));

    // then
    assertThat(again.executionArn()).isEqualTo(first.executionArn());
    assertThat(again.startDate()).isEqualTo(first.startDate());
    assertThatThrownBy(
            () -> two.startExecution(to -> to.stateMachineArn(machine).name("run").input("[2]")))
        .isInstanceOf(ExecutionAlreadyExistsException.class)
        .hasMessageContaining("Execution Already Exists: '" + first.executionArn() + "'");
  }

  @Test
  void shouldStopAnExecution() {
    // given
    String machine = machine(waiting());
    String execution = one.startExecution(to -> to.stateMachineArn(machine)).executionArn();

    // when
    var stopped = two.stopExecution(of -> of.executionArn(execution).error("E").cause("because"));
    var again = one.stopExecution(of -> of.executionArn(execution));

    // then
    assertThat(again.stopDate()).isEqualTo(stopped.stopDate());
    DescribeExecutionResponse closed = one.describeExecution(of -> of.executionArn(execution));
    assertThat(closed.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(closed.error()).isEqualTo("E");
    assertThat(closed.cause()).isEqualTo("because");
    assertThat(
            one.getExecutionHistory(of -> of.executionArn(execution).reverseOrder(true)).events())
        .first()
        .satisfies(
            last -> {
              assertThat(last.typeAsString()).isEqualTo("ExecutionAborted");
              assertThat(last.executionAbortedEventDetails().cause()).isEqualTo("because");
            });
  }

  @Test
  void shouldListExecutionsInPages() {
    // given
    String machine = machine(pass("1"));
    List<String> started =
        IntStream.range(0, 25)
            .mapToObj(n -> one.startExecution(to -> to.stateMachineArn(machine)).executionArn())
            .toList();

    // when / then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        two
                            .listExecutionsPaginator(
                                of ->
                                    of.stateMachineArn(machine)
                                        .maxResults(10)
                                        .statusFilter(ExecutionStatus.SUCCEEDED))
                            .executions()
                            .stream()
                            .map(ExecutionListItem::executionArn))
                    .containsExactlyInAnyOrderElementsOf(started));
  }

  @Test
  void shouldStartWithTheUpdatedDefinitionEverywhereWithinASecond() {
    // given
    String machine = machine(pass("1"));
    one.startExecution(to -> to.stateMachineArn(machine));
    two.startExecution(to -> to.stateMachineArn(machine));

    // when
    String revision =
        one.updateStateMachine(of -> of.stateMachineArn(machine).definition(pass("2")))
            .revisionId();
    String here = one.startExecution(to -> to.stateMachineArn(machine)).executionArn();

    // then
    assertThat(closed(here).output()).isEqualTo("2");
    assertThat(two.describeStateMachine(of -> of.stateMachineArn(machine)).revisionId())
        .isEqualTo(revision);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              String there = two.startExecution(to -> to.stateMachineArn(machine)).executionArn();
              assertThat(closed(there).output()).isEqualTo("2");
            });
  }

  @Test
  void shouldDeleteAStateMachineAndAbortWhatRuns() {
    // given
    String name = UUID.randomUUID().toString();
    String machine = machine(name, waiting());
    String execution = one.startExecution(to -> to.stateMachineArn(machine)).executionArn();
    await()
        .atMost(SOON)
        .until(() -> !one.listExecutions(of -> of.stateMachineArn(machine)).executions().isEmpty());

    // when
    one.deleteStateMachine(of -> of.stateMachineArn(machine));

    // then
    assertThat(two.describeStateMachine(of -> of.stateMachineArn(machine)).status())
        .isEqualTo(StateMachineStatus.DELETING);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(
                        () -> two.describeStateMachine(of -> of.stateMachineArn(machine)))
                    .isInstanceOf(StateMachineDoesNotExistException.class));
    assertThat(two.describeExecution(of -> of.executionArn(execution)).status())
        .isEqualTo(ExecutionStatus.ABORTED);
    assertThat(machine(name, pass("1"))).isEqualTo(machine);
  }

  @Test
  void shouldHandATaskToAWorkerThatWaitsAtAnotherCoordinator() throws Exception {
    // given
    String activity = activity();
    String machine = machine(task(activity));
    CompletableFuture<GetActivityTaskResponse> polled =
        CompletableFuture.supplyAsync(
            () -> two.getActivityTask(of -> of.activityArn(activity).workerName("me")));

    // when
    String execution =
        one.startExecution(to -> to.stateMachineArn(machine).input("{\"n\":7}")).executionArn();
    GetActivityTaskResponse task = polled.get(30, TimeUnit.SECONDS);
    one.sendTaskHeartbeat(of -> of.taskToken(task.taskToken()));
    one.sendTaskSuccess(of -> of.taskToken(task.taskToken()).output("{\"done\":true}"));

    // then
    assertThat(task.input()).isEqualTo("{\"n\":7}");
    assertThat(closed(execution).output()).isEqualTo("{\"done\":true}");
    assertThat(one.getExecutionHistory(of -> of.executionArn(execution)).events())
        .filteredOn(event -> event.typeAsString().equals("ActivityStarted"))
        .singleElement()
        .satisfies(
            event -> assertThat(event.activityStartedEventDetails().workerName()).isEqualTo("me"));
    assertThatThrownBy(() -> two.sendTaskSuccess(of -> of.taskToken(task.taskToken()).output("1")))
        .isInstanceOf(TaskTimedOutException.class);
  }

  @Test
  void shouldGiveEachTaskToOneOfManyWorkers() {
    // given
    String activity = activity();
    String machine = machine(task(activity));
    int tasks = 20;

    // when
    List<CompletableFuture<String>> workers =
        IntStream.range(0, tasks)
            .mapToObj(
                n -> CompletableFuture.supplyAsync(() -> work(n % 2 == 0 ? one : two, activity)))
            .toList();
    List<String> executions =
        IntStream.range(0, tasks)
            .mapToObj(
                n ->
                    one.startExecution(to -> to.stateMachineArn(machine).input("" + n))
                        .executionArn())
            .toList();

    // then
    assertThat(workers.stream().map(worker -> worker.orTimeout(60, TimeUnit.SECONDS).join()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, tasks).mapToObj(String::valueOf).toList());
    assertThat(executions)
        .allSatisfy(
            execution ->
                assertThat(closed(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED));
  }

  @Test
  void shouldFailATask() {
    // given
    String activity = activity();
    String machine = machine(task(activity));
    String execution = one.startExecution(to -> to.stateMachineArn(machine)).executionArn();

    // when
    String token = two.getActivityTask(of -> of.activityArn(activity)).taskToken();
    two.sendTaskFailure(of -> of.taskToken(token).error("Busy").cause("later"));

    // then
    DescribeExecutionResponse closed = closed(execution);
    assertThat(closed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(closed.error()).isEqualTo("Busy");
    assertThat(closed.cause()).isEqualTo("later");
  }

  @Test
  void shouldFailATaskWhoseActivityIsGone() {
    // given
    String activity = activity();
    String machine = machine(task(activity));
    one.deleteActivity(of -> of.activityArn(activity));

    // when
    DescribeExecutionResponse closed =
        closed(two.startExecution(to -> to.stateMachineArn(machine)).executionArn());

    // then
    assertThat(closed.error()).isEqualTo("States.Runtime");
    assertThat(closed.cause()).endsWith("The activity " + activity + " does not exist.");
  }

  @Test
  void shouldDescribeListAndDeleteActivities() {
    // given
    String activity = activity();

    // when / then
    assertThat(two.describeActivity(of -> of.activityArn(activity)).name())
        .isEqualTo(activity.substring(activity.lastIndexOf(':') + 1));
    assertThat(two.listActivitiesPaginator(of -> of.maxResults(1)).activities())
        .anyMatch(each -> each.activityArn().equals(activity));
    one.deleteActivity(of -> of.activityArn(activity));
    assertThatThrownBy(() -> two.describeActivity(of -> of.activityArn(activity)))
        .isInstanceOf(ActivityDoesNotExistException.class);
  }

  @Test
  void shouldAnswerErrorsThatTheSdkKnows() {
    // given
    String machine = machine(pass("1"));

    // when / then
    assertThatThrownBy(() -> machine("{\"StartAt\":\"A\",\"States\":{}}"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Invalid State Machine Definition: '");
    assertThatThrownBy(() -> one.startExecution(to -> to.stateMachineArn(machine).input("{")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> one.startExecution(to -> to.stateMachineArn("x")))
        .isInstanceOf(InvalidArnException.class);
    assertThatThrownBy(() -> one.startExecution(to -> to.stateMachineArn(machine + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(
            () ->
                one.describeExecution(
                    of -> of.executionArn(machine.replace("stateMachine", "execution") + ":x")))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    assertThatThrownBy(() -> one.sendTaskHeartbeat(of -> of.taskToken("x")))
        .isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(() -> one.listStateMachines(of -> of.maxResults(1001)))
        .isInstanceOfSatisfying(
            SfnException.class,
            error -> {
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(error.requestId()).isNotBlank();
            });
  }

  private static String work(SfnClient client, String activity) {
    GetActivityTaskResponse task = client.getActivityTask(of -> of.activityArn(activity));
    client.sendTaskSuccess(of -> of.taskToken(task.taskToken()).output(task.input()));
    return task.input();
  }

  private static DescribeExecutionResponse closed(String execution) {
    return await()
        .atMost(SOON)
        .until(
            () -> two.describeExecution(of -> of.executionArn(execution)),
            found -> found.status() != ExecutionStatus.RUNNING);
  }

  private static String machine(String definition) {
    return machine(UUID.randomUUID().toString(), definition);
  }

  private static String machine(String name, String definition) {
    return one.createStateMachine(of -> of.name(name).roleArn(ROLE).definition(definition))
        .stateMachineArn();
  }

  private static String activity() {
    return one.createActivity(of -> of.name(UUID.randomUUID().toString())).activityArn();
  }

  private static String pass(String result) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":%s,\"End\":true}}}"
        .formatted(result);
  }

  private static String waiting() {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":3600,\"End\":true}}}";
  }

  private static String task(String activity) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"%s\",\"End\":true}}}"
        .formatted(activity);
  }

  private static SfnClient client(Service coordinator) {
    return SfnClient.builder()
        .endpointOverride(coordinator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(70)))
        .build();
  }
}
