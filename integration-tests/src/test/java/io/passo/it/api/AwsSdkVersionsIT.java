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
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;

/** Versions and aliases by the AWS SDK for Java v2, over real stores. */
class AwsSdkVersionsIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final Duration SOON = Duration.ofSeconds(30);

  private static SfnClient sfn;

  @BeforeAll
  static void start() {
    sfn = client(Systems.shared().coordinators().getFirst());
  }

  @Test
  void shouldPublishListDescribeAndDeleteVersions() {
    // given
    var created =
        sfn.createStateMachine(
            of -> of.name(unique()).roleArn(ROLE).definition(pass(1)).publish(true));
    String machine = created.stateMachineArn();
    var updated =
        sfn.updateStateMachine(
            of ->
                of.stateMachineArn(machine)
                    .definition(pass(2))
                    .publish(true)
                    .versionDescription("two"));
    String revision =
        sfn.updateStateMachine(of -> of.stateMachineArn(machine).definition(pass(3))).revisionId();

    // when
    var published =
        sfn.publishStateMachineVersion(of -> of.stateMachineArn(machine).revisionId(revision));
    var again = sfn.publishStateMachineVersion(of -> of.stateMachineArn(machine));

    // then
    assertThat(created.stateMachineVersionArn()).isEqualTo(machine + ":1");
    assertThat(updated.stateMachineVersionArn()).isEqualTo(machine + ":2");
    assertThat(published.stateMachineVersionArn()).isEqualTo(machine + ":3");
    assertThat(again.creationDate()).isEqualTo(published.creationDate());
    assertThat(versions(machine)).containsExactly(machine + ":3", machine + ":2", machine + ":1");
    DescribeStateMachineResponse second =
        sfn.describeStateMachine(of -> of.stateMachineArn(machine + ":2"));
    assertThat(second.definition()).isEqualTo(pass(2));
    assertThat(second.description()).isEqualTo("two");
    assertThatThrownBy(
            () ->
                sfn.publishStateMachineVersion(
                    of -> of.stateMachineArn(machine).revisionId("INITIAL")))
        .isInstanceOf(ConflictException.class);
    sfn.deleteStateMachineVersion(of -> of.stateMachineVersionArn(machine + ":2"));
    sfn.deleteStateMachineVersion(of -> of.stateMachineVersionArn(machine + ":2"));
    assertThat(versions(machine)).containsExactly(machine + ":3", machine + ":1");
    var page = sfn.listStateMachineVersions(of -> of.stateMachineArn(machine).maxResults(1));
    assertThat(
            sfn.listStateMachineVersions(
                    of -> of.stateMachineArn(machine).maxResults(1).nextToken(page.nextToken()))
                .stateMachineVersions())
        .extracting(StateMachineVersionListItem::stateMachineVersionArn)
        .containsExactly(machine + ":1");
  }

  @Test
  void shouldRouteStartsThroughAliases() {
    // given
    String machine = twoVersions();
    RoutingConfigurationListItem first = to(machine + ":1", 50);
    RoutingConfigurationListItem second = to(machine + ":2", 50);

    // when
    String alias =
        sfn.createStateMachineAlias(of -> of.name("live").routingConfiguration(first, second))
            .stateMachineAliasArn();
    for (int n = 0; n < 40; n++) {
      sfn.startExecution(of -> of.stateMachineArn(alias));
    }

    // then
    List<ExecutionListItem> all =
        await().atMost(SOON).until(() -> executions(alias), found -> found.size() == 40);
    assertThat(all)
        .extracting(ExecutionListItem::stateMachineVersionArn)
        .contains(machine + ":1", machine + ":2");
    int ofFirst = executions(machine + ":1").size();
    int ofSecond = executions(machine + ":2").size();
    assertThat(ofFirst + ofSecond).isEqualTo(40);
    var page = sfn.listExecutions(of -> of.stateMachineArn(alias).maxResults(30));
    var rest =
        sfn.listExecutions(
            of -> of.stateMachineArn(alias).maxResults(30).nextToken(page.nextToken()));
    assertThat(rest.executions()).hasSize(10);
  }

  @Test
  void shouldShowVersionAndAliasOfAnExecution() {
    // given
    String machine = twoVersions();
    String alias =
        sfn.createStateMachineAlias(
                of ->
                    of.name("live").description("d").routingConfiguration(to(machine + ":1", 100)))
            .stateMachineAliasArn();

    // when
    String execution = sfn.startExecution(of -> of.stateMachineArn(alias)).executionArn();

    // then
    DescribeExecutionResponse closed =
        await()
            .atMost(SOON)
            .until(
                () -> sfn.describeExecution(of -> of.executionArn(execution)),
                found -> found.status() == ExecutionStatus.SUCCEEDED);
    assertThat(closed.output()).isEqualTo("1");
    assertThat(closed.stateMachineVersionArn()).isEqualTo(machine + ":1");
    assertThat(closed.stateMachineAliasArn()).isEqualTo(alias);
    var started =
        sfn.getExecutionHistory(of -> of.executionArn(execution))
            .events()
            .getFirst()
            .executionStartedEventDetails();
    assertThat(started.stateMachineVersionArn()).isEqualTo(machine + ":1");
    assertThat(started.stateMachineAliasArn()).isEqualTo(alias);
  }

  @Test
  void shouldChangeListAndDeleteAliases() {
    // given
    String machine = twoVersions();
    String alias =
        sfn.createStateMachineAlias(
                of -> of.name("a").routingConfiguration(to(machine + ":1", 100)))
            .stateMachineAliasArn();
    sfn.createStateMachineAlias(of -> of.name("b").routingConfiguration(to(machine + ":2", 100)));

    // when
    sfn.updateStateMachineAlias(
        of ->
            of.stateMachineAliasArn(alias)
                .description("changed")
                .routingConfiguration(to(machine + ":2", 10), to(machine + ":1", 90)));

    // then
    var described = sfn.describeStateMachineAlias(of -> of.stateMachineAliasArn(alias));
    assertThat(described.description()).isEqualTo("changed");
    assertThat(described.routingConfiguration())
        .containsExactly(to(machine + ":2", 10), to(machine + ":1", 90));
    assertThat(described.updateDate()).isAfter(described.creationDate());
    assertThat(aliases(machine)).containsExactly(machine + ":b", machine + ":a");
    assertThat(aliases(machine + ":1")).containsExactly(machine + ":a");
    assertThatThrownBy(
            () -> sfn.deleteStateMachineVersion(of -> of.stateMachineVersionArn(machine + ":2")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Current list of aliases referencing this version: [a, b]");
    sfn.deleteStateMachineAlias(of -> of.stateMachineAliasArn(alias));
    assertThatThrownBy(() -> sfn.deleteStateMachineAlias(of -> of.stateMachineAliasArn(alias)))
        .isInstanceOf(ResourceNotFoundException.class);
    sfn.deleteStateMachineVersion(of -> of.stateMachineVersionArn(machine + ":1"));
  }

  @Test
  void shouldTakeVersionsAndAliasesAwayWithTheStateMachine() {
    // given
    String name = unique();
    String machine = machine(name, pass(1));
    sfn.publishStateMachineVersion(of -> of.stateMachineArn(machine));
    sfn.createStateMachineAlias(of -> of.name("a").routingConfiguration(to(machine + ":1", 100)));

    // when
    sfn.deleteStateMachine(of -> of.stateMachineArn(machine));

    // then
    await().atMost(SOON).until(() -> versions(machine).isEmpty());
    machine(name, pass(2));
    assertThat(versions(machine)).isEmpty();
    assertThat(aliases(machine)).isEmpty();
  }

  private static String twoVersions() {
    String machine = machine(unique(), pass(1));
    sfn.publishStateMachineVersion(of -> of.stateMachineArn(machine));
    sfn.updateStateMachine(of -> of.stateMachineArn(machine).definition(pass(2)).publish(true));
    return machine;
  }

  private static List<String> versions(String machine) {
    return sfn
        .listStateMachineVersions(of -> of.stateMachineArn(machine))
        .stateMachineVersions()
        .stream()
        .map(StateMachineVersionListItem::stateMachineVersionArn)
        .toList();
  }

  private static List<String> aliases(String arn) {
    return sfn.listStateMachineAliases(of -> of.stateMachineArn(arn)).stateMachineAliases().stream()
        .map(StateMachineAliasListItem::stateMachineAliasArn)
        .toList();
  }

  private static List<ExecutionListItem> executions(String arn) {
    return sfn.listExecutions(of -> of.stateMachineArn(arn)).executions();
  }

  private static RoutingConfigurationListItem to(String version, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(weight)
        .build();
  }

  private static String machine(String name, String definition) {
    return sfn.createStateMachine(of -> of.name(name).roleArn(ROLE).definition(definition))
        .stateMachineArn();
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static String pass(int result) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":%d,\"End\":true}}}"
        .formatted(result);
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
