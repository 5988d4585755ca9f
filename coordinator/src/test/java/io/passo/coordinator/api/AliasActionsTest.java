package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Aliases of a state machine with the versions 1 and 2. */
class AliasActionsTest {
  private static final String THERE = PREFIX + "stateMachine:there";
  private static final String LIVE = THERE + ":live";
  private static final String SECOND =
      "{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Succeed\"}}}";

  private final Service service = new Service();

  @BeforeEach
  void publishTwoVersions() {
    service.machine("there");
    service.publish(THERE);
    service.revise(THERE, SECOND);
    service.publish(THERE);
  }

  @Test
  void shouldCreateAndDescribe() {
    // when
    Result created = create("live", "'description':'d',", to(1, 90), to(2, 10));

    // then
    assertThat(created.text("stateMachineAliasArn")).isEqualTo(LIVE);
    assertThat(describe().body())
        .hasToString(
            json(
                "{'stateMachineAliasArn':'%s','name':'live','description':'d','routingConfiguration':["
                    + "{'stateMachineVersionArn':'%s:1','weight':90},{'stateMachineVersionArn':'%s:2','weight':10}],"
                    + "'creationDate':1.767323045678E9,'updateDate':1.767323045678E9}",
                LIVE, THERE, THERE));
  }

  @Test
  void shouldGiveTheSameAliasForTheSameRequest() {
    // given
    Result created = create("live", "", to(1, 90), to(2, 10));
    service.clock.advance(Duration.ofSeconds(1));

    // when
    Result again = create("live", "", to(2, 10), to(1, 90));
    Result other = create("live", "", to(1, 100));

    // then
    assertThat(again).isEqualTo(created);
    assertThat(other.status()).isEqualTo(409);
  }

  @Test
  void shouldUpdateWhatIsGiven() {
    // given
    create("live", "'description':'d',", to(1, 100));
    service.clock.advance(Duration.ofSeconds(1));

    // when
    Result routed = update("'routingConfiguration':[" + to(2, 100) + "]");
    Result described = update("'description':''");

    // then
    assertThat(routed.text("updateDate")).isEqualTo("1.767323046678E9");
    assertThat(described.error()).isEqualTo("OK");
    assertThat(describe().text("description")).isEmpty();
    assertThat(describe().text("creationDate")).isEqualTo("1.767323045678E9");
    assertThat(describe().body().at("/routingConfiguration/0/stateMachineVersionArn").asText())
        .isEqualTo(THERE + ":2");
  }

  @Test
  void shouldRouteStartsByWeight() {
    // given
    create("live", "", to(1, 80), to(2, 20));

    // when
    for (int n = 0; n < 500; n++) {
      service.execution(LIVE, "run-" + n);
    }

    // then
    int first = started(THERE + ":1");
    int second = started(THERE + ":2");
    assertThat(first + second).isEqualTo(500);
    // Six standard deviations: a fair router leaves this once in a billion runs.
    assertThat(first).isBetween(346, 454);
    assertThat(started(LIVE)).isEqualTo(500);
  }

  @Test
  void shouldAssociateExecutionsWithAliasAndVersion() {
    // given
    create("live", "", to(2, 100));

    // when
    String execution = service.execution(LIVE, "run");

    // then
    Result described = service.call("DescribeExecution", json("{'executionArn':'%s'}", execution));
    assertThat(described.text("stateMachineAliasArn")).isEqualTo(LIVE);
    assertThat(described.text("stateMachineVersionArn")).isEqualTo(THERE + ":2");
    assertThat(described.text("stateMachineArn")).isEqualTo(THERE);
  }

  @Test
  void shouldUseTheNewRoutingAtOnce() {
    // given
    create("live", "", to(1, 100));
    service.execution(LIVE, "before");

    // when
    update("'routingConfiguration':[" + to(2, 100) + "]");
    service.execution(LIVE, "after");

    // then
    assertThat(started(THERE + ":1")).isEqualTo(1);
    assertThat(started(THERE + ":2")).isEqualTo(1);
  }

  @Test
  void shouldDescribeTheVersionThatMostStartsGet() {
    // given
    create("live", "", to(1, 10), to(2, 90));

    // when
    Result described = service.call("DescribeStateMachine", json("{'stateMachineArn':'%s'}", LIVE));

    // then
    assertThat(described.text("definition")).isEqualTo(SECOND);
    assertThat(described.text("stateMachineArn")).isEqualTo(LIVE);
  }

  @Test
  void shouldListAliasesNewestFirst() {
    // given
    create("a", "", to(1, 100));
    create("b", "", to(2, 100));
    service.clock.advance(Duration.ofSeconds(1));
    create("c", "", to(1, 50), to(2, 50));

    // when
    Result page = list(THERE, ",'maxResults':2");
    Result rest = list(THERE, ",'maxResults':2,'nextToken':'" + page.text("nextToken") + "'");

    // then
    assertThat(arns(page)).containsExactly(THERE + ":c", THERE + ":a");
    assertThat(arns(rest)).containsExactly(THERE + ":b");
    assertThat(arns(list(THERE + ":2", ""))).containsExactly(THERE + ":c", THERE + ":b");
  }

  @Test
  void shouldDeleteTheAliasAndThenItsVersion() {
    // given
    create("live", "", to(1, 100));

    // when
    Result deleted =
        service.call("DeleteStateMachineAlias", json("{'stateMachineAliasArn':'%s'}", LIVE));

    // then
    assertThat(deleted.error()).isEqualTo("OK");
    assertThat(describe().error()).startsWith("ResourceNotFound");
    assertThat(
            service
                .call("DeleteStateMachineVersion", json("{'stateMachineVersionArn':'%s:1'}", THERE))
                .error())
        .isEqualTo("OK");
  }

  @Test
  void shouldRefuseMoreAliasesThanTheQuotaAllows() {
    // given
    create("a", "", to(1, 100));
    create("b", "", to(1, 100));
    create("c", "", to(1, 100));

    // when
    Result fourth = create("d", "", to(1, 100));

    // then
    assertThat(fourth.error())
        .isEqualTo(
            "ServiceQuotaExceededException: The maximum number of aliases of a state machine has been reached: 3");
  }

  @Test
  void shouldTellThatTheStateMachineIsBeingDeleted() {
    // given
    create("live", "", to(1, 100));
    service.call("DeleteStateMachine", json("{'stateMachineArn':'%s'}", THERE));

    // when
    Result created = create("b", "", to(1, 100));
    Result updated = update("'description':'d'");

    // then
    assertThat(created.error()).startsWith("StateMachineDeleting");
    assertThat(updated.error()).startsWith("StateMachineDeleting");
    assertThat(list(THERE, "").error()).startsWith("StateMachineDeleting");
  }

  private Result create(String name, String members, String... routes) {
    return service.call(
        "CreateStateMachineAlias",
        json("{%s'name':'%s','routingConfiguration':[%s]}", members, name, String.join(",", routes))
            .replace('\'', '"'));
  }

  private Result update(String members) {
    return service.call(
        "UpdateStateMachineAlias",
        json("{'stateMachineAliasArn':'%s',%s}", LIVE, members).replace('\'', '"'));
  }

  private Result describe() {
    return service.call("DescribeStateMachineAlias", json("{'stateMachineAliasArn':'%s'}", LIVE));
  }

  private Result list(String arn, String members) {
    return service.call(
        "ListStateMachineAliases",
        json("{'stateMachineArn':'%s'%s}", arn, members).replace('\'', '"'));
  }

  private int started(String arn) {
    return service
        .call("ListExecutions", json("{'stateMachineArn':'%s','maxResults':1000}", arn))
        .body()
        .get("executions")
        .size();
  }

  private static String to(int version, int weight) {
    return json("{'stateMachineVersionArn':'%s:%d','weight':%d}", THERE, version, weight);
  }

  private static List<String> arns(Result page) {
    return page.body().get("stateMachineAliases").findValuesAsText("stateMachineAliasArn");
  }
}
