package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PASS;
import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.ROLE;
import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionActionsTest {
  private static final String THERE = PREFIX + "stateMachine:there";

  private final Service service = new Service();

  @Test
  void shouldPublishEachRevisionOnce() {
    // given
    service.machine("there");
    Result first = publish("'description':'one'");

    // when
    service.clock.advance(Duration.ofSeconds(5));
    Result again = publish("'description':'two','revisionId':'INITIAL'");
    service.revise(THERE, definition("B"));
    Result second = publish("'description':'two'");

    // then
    assertThat(again).isEqualTo(first);
    assertThat(first.text("stateMachineVersionArn")).isEqualTo(THERE + ":1");
    assertThat(second.text("stateMachineVersionArn")).isEqualTo(THERE + ":2");
    assertThat(described(":1").text("description")).isEqualTo("one");
  }

  @Test
  void shouldDescribeAVersionAsItWasPublished() {
    // given
    service.machine("there");
    service.clock.advance(Duration.ofSeconds(5));
    Result published = publish("'description':'one'");
    service.revise(THERE, definition("B"));

    // when
    Result version = described(":1");

    // then
    assertThat(version.text("stateMachineArn")).isEqualTo(THERE + ":1");
    assertThat(version.text("definition")).isEqualTo(PASS);
    assertThat(version.text("creationDate")).isEqualTo(published.text("creationDate"));
    assertThat(version.body().has("revisionId")).isFalse();
    assertThat(described("").text("definition")).isEqualTo(definition("B"));
    assertThat(described("").body().has("description")).isFalse();
  }

  @Test
  void shouldPublishOnlyTheRevisionTheCallerMeans() {
    // given
    service.machine("there");
    String revision = service.revise(THERE, definition("B")).text("revisionId");

    // when
    Result initial = publish("'revisionId':'INITIAL'");
    Result current = publish("'revisionId':'" + revision + "'");

    // then
    assertThat(initial.error())
        .isEqualTo(
            "ConflictException: Failed to publish the State Machine version: the current State Machine revision is "
                + revision
                + ".");
    assertThat(current.text("stateMachineVersionArn")).isEqualTo(THERE + ":1");
  }

  @Test
  void shouldNeverGiveANumberAgain() {
    // given
    service.machine("there");
    String first = service.publish(THERE);

    // when
    Result deleted = delete(first);
    String second = service.publish(THERE);

    // then
    assertThat(deleted.body()).isEmpty();
    assertThat(second).isEqualTo(THERE + ":2");
    assertThat(delete(first).error()).isEqualTo("OK");
    assertThat(described(":1").error()).startsWith("StateMachineDoesNotExist");
  }

  @Test
  void shouldListVersionsNewestFirst() {
    // given
    service.machine("there");
    service.publish(THERE);
    service.revise(THERE, definition("B"));
    service.publish(THERE);
    service.revise(THERE, definition("C"));
    service.publish(THERE);

    // when
    Result page = list("'maxResults':2");
    Result rest = list("'maxResults':2,'nextToken':'" + page.text("nextToken") + "'");

    // then
    assertThat(arns(page)).containsExactly(THERE + ":3", THERE + ":2");
    assertThat(arns(rest)).containsExactly(THERE + ":1");
    assertThat(rest.body().has("nextToken")).isFalse();
    assertThat(arns(service.as("000000000001").call("ListStateMachineVersions", of("")))).isEmpty();
  }

  @Test
  void shouldRefuseTokensThatAreTooOld() {
    // given
    service.machine("there");
    service.publish(THERE);
    service.revise(THERE, definition("B"));
    service.publish(THERE);
    String token = list("'maxResults':1").text("nextToken");

    // when
    service.clock.advance(Duration.ofHours(24).plusMillis(1));
    Result late = list("'maxResults':1,'nextToken':'" + token + "'");

    // then
    assertThat(late.error()).isEqualTo("InvalidToken: Invalid Token: 'Invalid token'");
  }

  @Test
  void shouldPublishAtCreationAndTellTheSameRequestFromAnother() {
    // when
    Result created = create("'publish':true,'versionDescription':'one'");
    service.revise(THERE, definition("B"));
    service.revise(THERE, PASS);
    Result again = create("'publish':true,'versionDescription':'one'");
    Result otherDescription = create("'publish':true,'versionDescription':'two'");
    Result unpublished = create("'publish':false");

    // then
    assertThat(created.text("stateMachineVersionArn")).isEqualTo(THERE + ":1");
    assertThat(described(":1").text("description")).isEqualTo("one");
    assertThat(again).isEqualTo(created);
    assertThat(otherDescription.error()).startsWith("StateMachineAlreadyExists");
    assertThat(unpublished.error()).startsWith("StateMachineAlreadyExists");
  }

  @Test
  void shouldPublishTheResultOfAnUpdate() {
    // given
    service.machine("there");

    // when
    Result updated = update(definition("B"), "'publish':true,'versionDescription':'one'");
    Result again = update(definition("B"), "'publish':true,'versionDescription':'two'");

    // then
    assertThat(updated.text("stateMachineVersionArn")).isEqualTo(THERE + ":1");
    assertThat(described(":1").text("definition")).isEqualTo(definition("B"));
    assertThat(again).isEqualTo(updated);
  }

  @Test
  void shouldLeaveEverythingAsItIsIfThereAreTooManyVersions() {
    // given
    service.machine("there");
    for (String state : List.of("B", "C", "D")) {
      update(definition(state), "'publish':true");
    }

    // when
    Result updated = update(definition("E"), "'publish':true");
    service.revise(THERE, definition("F"));
    Result published = publish("");

    // then
    String expected =
        "ServiceQuotaExceededException: The maximum number of versions of a state machine has been reached: 3";
    assertThat(updated.error()).isEqualTo(expected);
    assertThat(updated.status()).isEqualTo(402);
    assertThat(published.error()).isEqualTo(expected);
    assertThat(arns(list(""))).hasSize(3);
  }

  @Test
  void shouldRunTheVersionThatWasStarted() {
    // given
    service.machine("there");
    String version = service.publish(THERE);
    service.revise(THERE, definition("B"));

    // when
    String execution = service.execution(version, "run");
    service.execution(THERE, "latest");

    // then
    Result described = service.call("DescribeExecution", json("{'executionArn':'%s'}", execution));
    assertThat(described.text("stateMachineArn")).isEqualTo(THERE);
    assertThat(described.text("stateMachineVersionArn")).isEqualTo(version);
    assertThat(described.body().has("stateMachineAliasArn")).isFalse();
    assertThat(
            service
                .call("DescribeStateMachineForExecution", json("{'executionArn':'%s'}", execution))
                .text("definition"))
        .isEqualTo(PASS);
    Result listed = service.call("ListExecutions", json("{'stateMachineArn':'%s'}", version));
    assertThat(listed.body().get("executions")).hasSize(1);
    assertThat(listed.body().at("/executions/0/name").asText()).isEqualTo("run");
    assertThat(listed.body().at("/executions/0/stateMachineVersionArn").asText())
        .isEqualTo(version);
  }

  @Test
  void shouldRefusePublishingWhatIsBeingDeleted() {
    // given
    service.machine("there");
    String version = service.publish(THERE);
    service.call("DeleteStateMachine", of(""));

    // when
    Result published = publish("");
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", version));

    // then
    assertThat(published.error()).startsWith("StateMachineDeleting");
    assertThat(started.error()).startsWith("StateMachineDeleting");
  }

  private Result publish(String members) {
    return service.call("PublishStateMachineVersion", of(members));
  }

  private Result list(String members) {
    return service.call("ListStateMachineVersions", of(members));
  }

  private Result delete(String version) {
    return service.call(
        "DeleteStateMachineVersion", json("{'stateMachineVersionArn':'%s'}", version));
  }

  private Result described(String qualifier) {
    return service.call(
        "DescribeStateMachine", json("{'stateMachineArn':'%s%s'}", THERE, qualifier));
  }

  private Result create(String members) {
    return service.call(
        "CreateStateMachine",
        json("{'name':'there','roleArn':'%s','definition':'%s',", ROLE, escaped(PASS))
            + json(members)
            + "}");
  }

  private Result update(String definition, String members) {
    return service.call(
        "UpdateStateMachine",
        json("{'stateMachineArn':'%s','definition':'%s',", THERE, escaped(definition))
            + json(members)
            + "}");
  }

  private static String of(String members) {
    return json("{'stateMachineArn':'%s'", THERE)
        + (members.isEmpty() ? "" : "," + json(members))
        + "}";
  }

  private static String definition(String state) {
    return json("{'StartAt':'%s','States':{'%s':{'Type':'Succeed'}}}", state, state);
  }

  private static List<String> arns(Result page) {
    return page.body().get("stateMachineVersions").findValuesAsText("stateMachineVersionArn");
  }
}
