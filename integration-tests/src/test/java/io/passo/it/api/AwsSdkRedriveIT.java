package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Systems;
import io.passo.standalone.system.Service;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.Tag;

/** Redrives and tags by the AWS SDK for Java v2, over real stores. */
class AwsSdkRedriveIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final Duration SOON = Duration.ofSeconds(60);

  private static SfnClient sfn;

  @BeforeAll
  static void start() {
    sfn = client(Systems.shared().coordinators().getFirst());
  }

  @Test
  void shouldRedriveOnlyTheBranchThatFailed() {
    // given
    String a = activity();
    String b = activity();
    String machine = machine(parallel(a, b));
    String execution = sfn.startExecution(to -> to.stateMachineArn(machine)).executionArn();
    sfn.sendTaskSuccess(of -> of.taskToken(task(a).taskToken()).output("\"a\""));
    sfn.sendTaskFailure(of -> of.taskToken(task(b).taskToken()).error("Broken"));
    DescribeExecutionResponse failed = closed(execution);
    int before = history(execution).size();

    // when
    var redriven = sfn.redriveExecution(of -> of.executionArn(execution).clientToken("once"));
    var again = sfn.redriveExecution(of -> of.executionArn(execution).clientToken("once"));
    DescribeExecutionResponse running = sfn.describeExecution(of -> of.executionArn(execution));
    sfn.sendTaskSuccess(of -> of.taskToken(task(b).taskToken()).output("\"b\""));
    DescribeExecutionResponse succeeded = closed(execution);

    // then
    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
    assertThat(again.redriveDate()).isEqualTo(redriven.redriveDate());
    assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(running.redriveCount()).isEqualTo(1);
    assertThat(running.startDate()).isEqualTo(failed.startDate());
    assertThat(succeeded.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(succeeded.output()).isEqualTo("[\"a\",\"b\"]");
    assertThat(succeeded.error()).isNull();
    List<HistoryEvent> events = history(execution);
    assertThat(events.subList(before, events.size()))
        .extracting(HistoryEvent::typeAsString)
        .containsExactly(
            "ExecutionRedriven",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ParallelStateSucceeded",
            "ParallelStateExited",
            "ExecutionSucceeded");
    assertThat(events.get(before).executionRedrivenEventDetails().redriveCount()).isEqualTo(1);
    assertThat(listed(machine, ExecutionRedriveFilter.REDRIVEN)).containsExactly(execution);
    assertThat(listed(machine, ExecutionRedriveFilter.NOT_REDRIVEN)).isEmpty();
    assertThatThrownBy(() -> sfn.redriveExecution(of -> of.executionArn(execution)))
        .isInstanceOf(ExecutionNotRedrivableException.class)
        .hasMessageContaining("Execution is SUCCEEDED and cannot be redriven");
  }

  @Test
  void shouldRedriveMoreThanOnce() {
    // given
    String a = activity();
    String machine = machine(task(a, "\"Next\":\"B\"", task("B", a)));
    String execution = sfn.startExecution(to -> to.stateMachineArn(machine)).executionArn();
    sfn.sendTaskSuccess(of -> of.taskToken(task(a).taskToken()).output("1"));
    sfn.stopExecution(of -> of.executionArn(execution));

    // when
    sfn.redriveExecution(of -> of.executionArn(execution));
    sfn.sendTaskFailure(of -> of.taskToken(task(a).taskToken()).error("Broken"));
    closed(execution);
    sfn.redriveExecution(of -> of.executionArn(execution));
    sfn.sendTaskSuccess(of -> of.taskToken(task(a).taskToken()).output("2"));

    // then
    DescribeExecutionResponse succeeded = closed(execution);
    assertThat(succeeded.output()).isEqualTo("2");
    assertThat(succeeded.redriveCount()).isEqualTo(2);
    assertThat(history(execution))
        .extracting(HistoryEvent::typeAsString)
        .containsSubsequence("ExecutionAborted", "ExecutionRedriven", "ExecutionFailed")
        .endsWith("ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded");
  }

  @Test
  void shouldTagListAndUntag() {
    // given
    String activity = activity();

    // when
    sfn.tagResource(of -> of.resourceArn(activity).tags(tag("a", "1"), tag("b", "2")));
    sfn.tagResource(of -> of.resourceArn(activity).tags(tag("a", "one")));
    sfn.untagResource(of -> of.resourceArn(activity).tagKeys("b", "c"));

    // then
    assertThat(sfn.listTagsForResource(of -> of.resourceArn(activity)).tags())
        .containsExactly(tag("a", "one"));
    assertThatThrownBy(() -> sfn.listTagsForResource(of -> of.resourceArn(activity + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static DescribeExecutionResponse closed(String execution) {
    return await()
        .atMost(SOON)
        .until(
            () -> sfn.describeExecution(of -> of.executionArn(execution)),
            found -> found.status() != ExecutionStatus.RUNNING);
  }

  private static List<HistoryEvent> history(String execution) {
    return sfn.getExecutionHistory(of -> of.executionArn(execution)).events();
  }

  private static List<String> listed(String machine, ExecutionRedriveFilter filter) {
    return sfn
        .listExecutions(of -> of.stateMachineArn(machine).redriveFilter(filter))
        .executions()
        .stream()
        .map(ExecutionListItem::executionArn)
        .toList();
  }

  private static GetActivityTaskResponse task(String activity) {
    return sfn.getActivityTask(of -> of.activityArn(activity));
  }

  private static String activity() {
    return sfn.createActivity(of -> of.name(UUID.randomUUID().toString())).activityArn();
  }

  private static String machine(String definition) {
    return sfn.createStateMachine(
            of -> of.name(UUID.randomUUID().toString()).roleArn(ROLE).definition(definition))
        .stateMachineArn();
  }

  private static String parallel(String a, String b) {
    return "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":[%s,%s]}}}"
        .formatted(branch("A", a), branch("B", b));
  }

  private static String branch(String name, String activity) {
    return "{\"StartAt\":\"%s\",\"States\":{%s}}".formatted(name, task(name, activity));
  }

  private static String task(String name, String activity) {
    return "\"%s\":{\"Type\":\"Task\",\"Resource\":\"%s\",\"End\":true}".formatted(name, activity);
  }

  private static String task(String activity, String transition, String rest) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"%s\",%s},%s}}"
        .formatted(activity, transition, rest);
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
