package io.passo.it.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Clients;
import io.passo.it.support.Systems;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Executions that start others, through the adapters and the API of the whole system. */
class NestedExecutionsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";

  private static PassoSystem system;
  private static SfnClient client;

  @BeforeAll
  static void start() {
    system = Systems.shared();
    client = Clients.client(system.coordinators().getFirst());
  }

  @Test
  void shouldWaitForTheChildAndReadItsOutput() {
    // given
    String child =
        machine("child", "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}");
    String parent = machine("parent", starting(child, ".sync:2", ",\"OutputPath\":\"$.Output\""));

    // when
    DescribeExecutionResponse closed = closed(start(parent));

    // then
    assertThat(closed.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(closed.output()).isEqualTo("{\"n\":1}");
  }

  @Test
  void shouldFailWithTheChild() {
    // given
    String child =
        machine(
            "failing",
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"c\"}}}");
    String parent = machine("parentOfFailing", starting(child, ".sync", ""));

    // when
    DescribeExecutionResponse closed = closed(start(parent));

    // then
    assertThat(closed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(closed.error()).isEqualTo("States.TaskFailed");
    assertThat(closed.cause()).contains("\"Status\":\"FAILED\"").contains("\"Error\":\"E\"");
  }

  @Test
  void shouldGoOnWaitingAfterTheAdaptersWereKilled() {
    // given
    String child = machine("slow", waiting(12));
    String execution = start(machine("parentOfSlow", starting(child, ".sync", "")));
    await().atMost(SOON).until(() -> running(child) == 1);

    // when
    for (Service adapter : system.adapters()) {
      adapter.kill();
      adapter.startAgain();
    }

    // then
    assertThat(closed(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(client.listExecutions(of -> of.stateMachineArn(child)).executions()).hasSize(1);
  }

  @Test
  void shouldStopTheChildWithItsParent() {
    // given
    String child = machine("endless", waiting(3_000));
    String execution = start(machine("parentOfEndless", starting(child, ".sync", "")));
    await().atMost(SOON).until(() -> running(child) == 1);

    // when
    client.stopExecution(to -> to.executionArn(execution));

    // then
    await().atMost(SOON).until(() -> running(child) == 0);
    ExecutionListItem stopped =
        client.listExecutions(of -> of.stateMachineArn(child)).executions().getFirst();
    assertThat(stopped.status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  private static long running(String machine) {
    return client
        .listExecutions(of -> of.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
        .executions()
        .size();
  }

  private static String waiting(int seconds) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":"
        + seconds
        + ",\"End\":true}}}";
  }

  private static String starting(String child, String pattern, String more) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"End\":true,"
        + "\"Resource\":\"arn:aws:states:::states:startExecution"
        + pattern
        + "\",\"Parameters\":{\"StateMachineArn\":\""
        + child
        + "\",\"Input.$\":\"$\"}"
        + more
        + "}}}";
  }

  private static String machine(String name, String definition) {
    return client
        .createStateMachine(of -> of.name(name).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private static String start(String machine) {
    return client
        .startExecution(of -> of.stateMachineArn(machine).input("{\"n\":1}"))
        .executionArn();
  }

  private static DescribeExecutionResponse closed(String execution) {
    await()
        .atMost(SOON)
        .until(
            () ->
                client.describeExecution(of -> of.executionArn(execution)).status()
                    != ExecutionStatus.RUNNING);
    return client.describeExecution(of -> of.executionArn(execution));
  }
}
