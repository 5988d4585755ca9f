package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PASS;
import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.ROLE;
import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.Service.Result;
import io.passo.coordinator.api.Service.TestQuotas;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateMachineActionsTest {
  private static final String THERE = PREFIX + "stateMachine:there";
  private static final String OTHER =
      "{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Succeed\"}}}";

  private final Service service = new Service();

  @Test
  void shouldCreateAndDescribe() {
    // when
    Result created = service.call("CreateStateMachine", create("there", ROLE, ""));

    // then
    assertThat(created.body().toString())
        .isEqualTo("{\"stateMachineArn\":\"" + THERE + "\",\"creationDate\":1.767323045678E9}");
    Result described =
        service.call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE));
    assertThat(described.text("definition")).isEqualTo(PASS);
    assertThat(described.body().toString())
        .contains("\"status\":\"ACTIVE\"", "\"type\":\"STANDARD\"", "\"roleArn\":\"" + ROLE + "\"")
        .contains("\"loggingConfiguration\":{\"level\":\"OFF\",\"includeExecutionData\":false}")
        .contains("\"tracingConfiguration\":{\"enabled\":false}")
        .contains("\"encryptionConfiguration\":{\"type\":\"AWS_OWNED_KEY\"}")
        .doesNotContain("revisionId");
  }

  @Test
  void shouldKeepLoggingAndTracing() {
    // given
    String group = "arn:aws:logs:us-east-1:000000000000:log-group:g:*";
    String settings =
        json(
            ",'tracingConfiguration':{'enabled':true},'loggingConfiguration':{'level':'ERROR',"
                + "'includeExecutionData':true,'destinations':[{'cloudWatchLogsLogGroup':{'logGroupArn':'%s'}}]}",
            group);

    // when
    service.call("CreateStateMachine", create("there", ROLE, settings));

    // then
    Result described =
        service.call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE));
    assertThat(described.body().get("tracingConfiguration")).hasToString("{\"enabled\":true}");
    assertThat(described.body().get("loggingConfiguration"))
        .hasToString(
            json(
                "{'level':'ERROR','includeExecutionData':true,'destinations':[{'cloudWatchLogsLogGroup':{'logGroupArn':'%s'}}]}",
                group));
  }

  @Test
  void shouldWithholdTheDefinitionIfOnlyMetadataIsAskedFor() {
    // given
    service.machine("there");

    // when
    Result described =
        service.call(
            "DescribeStateMachine",
            json("{'stateMachineArn':'%s','includedData':'METADATA_ONLY'}", THERE));

    // then
    assertThat(described.text("definition")).isEqualTo("{}");
  }

  @Test
  void shouldGiveTheSameStateMachineForTheSameRequestWithAnotherRole() {
    // given
    Result first = service.call("CreateStateMachine", create("there", ROLE, ""));
    service.clock.advance(Duration.ofSeconds(5));

    // when
    Result again =
        service.call("CreateStateMachine", create("there", ROLE + "2", ",'tags':[{'key':'a'}]"));

    // then
    assertThat(again).isEqualTo(first);
    assertThat(
            service
                .call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE))
                .text("roleArn"))
        .isEqualTo(ROLE);
  }

  @Test
  void shouldRefuseTheSameNameWithOtherTracing() {
    // given
    service.machine("there");

    // when
    Result again =
        service.call(
            "CreateStateMachine",
            create("there", ROLE, ",'tracingConfiguration':{'enabled':true}"));

    // then
    assertThat(again.error())
        .isEqualTo("StateMachineAlreadyExists: State Machine Already Exists: '" + THERE + "'");
  }

  @Test
  void shouldRefuseOneMoreThanTheQuota() {
    // given
    Service small = new Service(new TestQuotas(1, 1, 1, 1, 1));
    small.machine("one");

    // when
    Result second = small.call("CreateStateMachine", create("two", ROLE, ""));

    // then
    assertThat(second.text("__type")).isEqualTo("StateMachineLimitExceeded");
    assertThat(small.call("CreateStateMachine", create("one", ROLE, "")).error()).isEqualTo("OK");
  }

  @Test
  void shouldUpdateWhatIsGivenAndMakeARevision() {
    // given
    service.machine("there");
    service.clock.advance(Duration.ofSeconds(1));

    // when
    Result updated =
        service.call(
            "UpdateStateMachine",
            json("{'stateMachineArn':'%s','definition':'%s'}", THERE, escaped(OTHER)));

    // then
    assertThat(updated.body().get("updateDate").asDouble()).isEqualTo(1767323046.678);
    Result described =
        service.call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE));
    assertThat(described.text("definition")).isEqualTo(OTHER);
    assertThat(described.text("roleArn")).isEqualTo(ROLE);
    assertThat(described.text("revisionId")).isEqualTo(updated.text("revisionId"));
  }

  @Test
  void shouldMakeNoRevisionIfNothingChanges() {
    // given
    service.machine("there");

    // when
    Result updated =
        service.call(
            "UpdateStateMachine", json("{'stateMachineArn':'%s','roleArn':'%s'}", THERE, ROLE));

    // then
    assertThat(updated.body().has("revisionId")).isFalse();
  }

  @Test
  void shouldStartWithTheUpdatedDefinitionAtOnce() {
    // given
    service.machine("there");
    String before = service.execution(THERE, "before");

    // when
    service.call(
        "UpdateStateMachine",
        json("{'stateMachineArn':'%s','definition':'%s'}", THERE, escaped(OTHER)));
    String after = service.execution(THERE, "after");

    // then
    assertThat(definitionOf(before)).isEqualTo(PASS);
    assertThat(definitionOf(after)).isEqualTo(OTHER);
  }

  @Test
  void shouldListInPagesInTheOrderOfCreation() {
    // given
    for (String name : new String[] {"c", "a", "b"}) {
      service.machine(name);
      service.clock.advance(Duration.ofMillis(1));
    }

    // when
    Result first = service.call("ListStateMachines", "{\"maxResults\":2}");
    Result second =
        service.call(
            "ListStateMachines",
            json("{'maxResults':2,'nextToken':'%s'}", first.text("nextToken")));

    // then
    assertThat(first.body().findValuesAsText("name")).containsExactly("c", "a");
    assertThat(second.body().findValuesAsText("name")).containsExactly("b");
    assertThat(second.body().has("nextToken")).isFalse();
  }

  @Test
  void shouldRefuseATokenOfAnotherListOrAfterADay() {
    // given
    service.machine("a");
    service.machine("b");
    String token = service.call("ListStateMachines", "{\"maxResults\":1}").text("nextToken");
    String request = json("{'maxResults':1,'nextToken':'%s'}", token);

    // when
    Result other = service.call("ListActivities", request);
    Result foreign = service.as("000000000001").call("ListStateMachines", request);
    service.as(Service.ACCOUNT).clock.advance(Duration.ofHours(24));
    Result inTime = service.call("ListStateMachines", request);
    service.clock.advance(Duration.ofMillis(1));
    Result late = service.call("ListStateMachines", request);

    // then
    assertThat(other.text("__type")).isEqualTo("InvalidToken");
    assertThat(foreign.text("__type")).isEqualTo("InvalidToken");
    assertThat(inTime.error()).isEqualTo("OK");
    assertThat(late.text("__type")).isEqualTo("InvalidToken");
  }

  @Test
  void shouldHideStateMachinesOfOtherAccounts() {
    // given
    service.machine("there");
    service.as("000000000001");

    // when
    Result described =
        service.call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE));
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", THERE));
    Result listed = service.call("ListStateMachines", "{}");
    service.call("DeleteStateMachine", json("{'stateMachineArn':'%s'}", THERE));

    // then
    assertThat(described.text("__type")).isEqualTo("StateMachineDoesNotExist");
    assertThat(started.text("__type")).isEqualTo("StateMachineDoesNotExist");
    assertThat(listed.body().get("stateMachines")).isEmpty();
    assertThat(
            service
                .as(Service.ACCOUNT)
                .call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE))
                .text("status"))
        .isEqualTo("ACTIVE");
  }

  @Test
  void shouldStayDeletingUntilNothingRuns() {
    // given
    service.machine("there");
    String running = service.execution(THERE, "running");
    service.call("DeleteStateMachine", json("{'stateMachineArn':'%s'}", THERE));

    // when
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", THERE));
    Result updated =
        service.call(
            "UpdateStateMachine", json("{'stateMachineArn':'%s','roleArn':'%s2'}", THERE, ROLE));
    Result created = service.call("CreateStateMachine", create("there", ROLE, ""));

    // then
    assertThat(started.text("__type")).isEqualTo("StateMachineDeleting");
    assertThat(updated.text("__type")).isEqualTo("StateMachineDeleting");
    assertThat(created.text("__type")).isEqualTo("StateMachineDeleting");
    assertThat(status(THERE)).isEqualTo("DELETING");

    // when
    service.clock.advance(Duration.ofSeconds(3));
    reap();

    // then
    assertThat(
            service
                .call("DescribeExecution", json("{'executionArn':'%s'}", running))
                .text("status"))
        .isEqualTo("ABORTED");
    assertThat(status(THERE)).isEqualTo("DELETING");

    // when
    reap();

    // then
    assertThat(
            service
                .call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", THERE))
                .text("__type"))
        .isEqualTo("StateMachineDoesNotExist");
    assertThat(definitionOf(running)).isEqualTo(PASS);
    assertThat(service.call("CreateStateMachine", create("there", ROLE, "")).error())
        .isEqualTo("OK");
  }

  @Test
  void shouldNotTakeAStateMachineAwayWhileStartsMayBeUnderWay() {
    // given
    service.machine("there");
    service.call("DeleteStateMachine", json("{'stateMachineArn':'%s'}", THERE));
    service.clock.advance(Duration.ofMillis(1999));

    // when
    reap();

    // then
    assertThat(status(THERE)).isEqualTo("DELETING");
  }

  @Test
  void shouldDeleteWhatIsNotThere() {
    // when
    Result deleted = service.call("DeleteStateMachine", json("{'stateMachineArn':'%s'}", THERE));

    // then
    assertThat(deleted.body()).hasToString("{}");
  }

  @Test
  void shouldNotDeleteTheStateMachineByTheArnOfAVersion() {
    // given
    service.machine("there");

    // when
    Result deleted = service.call("DeleteStateMachine", json("{'stateMachineArn':'%s:1'}", THERE));

    // then
    assertThat(deleted.text("__type")).isEqualTo("ValidationException");
    assertThat(status(THERE)).isEqualTo("ACTIVE");
  }

  @Test
  void shouldDescribeTheStateMachineOfAClosedExecution() {
    // given
    service.machine("there");
    String execution = service.execution(THERE, "run");
    service.engine.close(execution, ExecutionStatus.SUCCEEDED, "7");

    // when
    Result described =
        service.call("DescribeStateMachineForExecution", json("{'executionArn':'%s'}", execution));

    // then
    assertThat(described.text("stateMachineArn")).isEqualTo(THERE);
    assertThat(described.text("name")).isEqualTo("there");
    assertThat(described.text("definition")).isEqualTo(PASS);
    assertThat(described.body().get("updateDate").asDouble()).isEqualTo(1767323045.678);
  }

  private String status(String arn) {
    return service
        .call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", arn))
        .text("status");
  }

  private String definitionOf(String execution) {
    return service
        .call("DescribeStateMachineForExecution", json("{'executionArn':'%s'}", execution))
        .text("definition");
  }

  private void reap() {
    service.reaper.run().await().atMost(Duration.ofSeconds(10));
  }

  private static String create(String name, String roleArn, String more) {
    return json("{'name':'%s','roleArn':'%s','definition':'%s'", name, roleArn, escaped(PASS))
        + more.replace('\'', '"')
        + "}";
  }
}
