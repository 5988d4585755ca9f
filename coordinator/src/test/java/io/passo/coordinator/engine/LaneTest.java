package io.passo.coordinator.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.protocol.ControlMessage.ActivityTaskAvailable;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Header;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {
  private Cluster cluster;
  private Invariants invariants;
  private Coordinator owner;

  @BeforeEach
  void calmCluster() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    invariants = new Invariants(cluster);
    owner = cluster.coordinator("one");
    cluster.give(0, owner);
    // Names are known to be new only once the database has seen the journal.
    cluster.world.run(1_000);
  }

  private SimulatedWorkers workers(BiFunction<StepCommand, Header, @Nullable StepResult> function) {
    return new SimulatedWorkers(cluster, function);
  }

  private String status(String machine, String name) {
    return invariants.closed().get(SimulatedApi.executionArn(machine, name));
  }

  private void untilClosed(String machine, String name) {
    cluster.until(machine + " closed", 60_000, () -> status(machine, name) != null);
  }

  private Reply reply(String request) {
    cluster.until("reply to " + request, 20_000, () -> cluster.api.reply(request) != null);
    return cluster.api.reply(request);
  }

  @Test
  void shouldRunThreeTasksToTheEnd() {
    // given
    SimulatedWorkers workers = workers(SimulatedWorkers::echo);

    // when
    String request = cluster.api.start("three", "x", "{\"a\":1}", false);
    untilClosed("three", "x");

    // then
    assertThat(status("three", "x")).isEqualTo("SUCCEEDED");
    assertThat(reply(request)).isInstanceOf(Reply.Started.class);
    assertThat(workers.effects()).hasSize(3).allSatisfy((attempt, n) -> assertThat(n).isEqualTo(1));
  }

  @Test
  void shouldStartWhatIsHandedOverWithoutARequestInTheLogAndWithoutAskingRedis() {
    // given
    workers(SimulatedWorkers::echo);
    cluster.api.handsOver = true;
    int loads = cluster.redis.getFirst().loads;

    // when
    for (int i = 0; i < 10; i++) {
      reply(cluster.api.start("three", "x" + i, "{}", false));
    }
    for (int i = 0; i < 10; i++) {
      untilClosed("three", "x" + i);
    }

    // then
    long inTheLog = cluster.requests.getFirst().highWatermark();
    assertThat(inTheLog).isBetween(1L, 9L);
    assertThat(cluster.redis.getFirst().loads - loads).isLessThan(10);
  }

  @Test
  void shouldFeedTheDatabaseAndLeaveNothingInRedis() {
    // given
    workers(SimulatedWorkers::echo);
    cluster.api.start("parallel", "x", "{}", false);

    // when
    untilClosed("parallel", "x");
    cluster.world.run(2_000);

    // then
    invariants.checkDatabase(0);
    invariants.checkRedis(0);
    assertThat(cluster.databases.getFirst().rows().checkpoint()).isEmpty();
    assertThat(cluster.databases.getFirst().rows().index()).hasSize(1);
    assertThat(cluster.redis.getFirst().meta().open()).isZero();
    assertThat(Set.copyOf(cluster.announced())).hasSize(2);
  }

  @Test
  void shouldAnswerTheSameNamedStartAlikeWhileItRuns() {
    // given
    String first = cluster.api.start("wait", "x", "{\"a\":1}", true);
    reply(first);

    // when
    String same = cluster.api.start("wait", "x", "{\"a\": 1}", true);
    String other = cluster.api.start("wait", "x", "{\"a\":2}", true);

    // then
    assertThat(((Reply.Started) reply(same)).startDate())
        .isEqualTo(((Reply.Started) reply(first)).startDate());
    assertThat(reply(other)).isInstanceOf(Reply.AlreadyExists.class);
  }

  @Test
  void shouldRefuseANameThatHasClosed() {
    // given
    cluster.api.start("pass", "x", "{}", true);
    untilClosed("pass", "x");

    // when
    String again = cluster.api.start("pass", "x", "{}", true);

    // then
    assertThat(reply(again)).isInstanceOf(Reply.AlreadyExists.class);
  }

  @Test
  void shouldStopAnExecutionAndKeepItsDate() {
    // given
    workers(SimulatedWorkers::echo);
    reply(cluster.api.start("wait", "x", "{}", true));

    // when
    long first = stop("x");
    cluster.world.run(5_000);
    long second = stop("x");

    // then
    assertThat(status("wait", "x")).isEqualTo("ABORTED");
    assertThat(second).isEqualTo(first);
  }

  private long stop(String name) {
    String arn = SimulatedApi.executionArn("wait", name);
    String id =
        cluster.api.send(
            arn,
            caller ->
                new EngineRequest.StopExecution(
                    caller, ExecutionKey.of(arn), arn, "Err", "because"));
    return ((Reply.Stopped) reply(id)).stopDate();
  }

  @Test
  void shouldSayThatAnExecutionIsUnknown() {
    // when
    String arn = SimulatedApi.executionArn("wait", "nobody");
    String id =
        cluster.api.send(
            arn,
            caller ->
                new EngineRequest.StopExecution(caller, ExecutionKey.of(arn), arn, null, null));

    // then
    assertThat(reply(id)).isInstanceOf(Reply.Unknown.class);
  }

  @Test
  void shouldTakeOneResultForATaskToken() {
    // given
    SimulatedWorkers workers =
        workers((command, header) -> new StepResult.Submitted(header, Payload.of("{}")));
    cluster.api.start("token", "x", "{}", false);
    cluster.until("submitted", 10_000, () -> !workers.effects().isEmpty() && workers.isIdle());
    StepCommand command = workers.commands().values().iterator().next();

    // when
    String first = sendSuccess(command);
    untilClosed("token", "x");
    String second = sendSuccess(command);

    // then
    assertThat(reply(first)).isInstanceOf(Reply.TaskAccepted.class);
    assertThat(reply(second)).isInstanceOf(Reply.TaskClosed.class);
    assertThat(command.taskToken()).isNotBlank();
    assertThat(status("token", "x")).isEqualTo("SUCCEEDED");
  }

  private String sendSuccess(StepCommand command) {
    return cluster.api.send(
        command.executionArn(),
        caller ->
            new EngineRequest.SendTaskSuccess(
                caller, command.key(), command.attempt(), Payload.of("{\"ok\":true}")));
  }

  @Test
  void shouldGiveAnActivityTaskToTheFirstWhoClaimsIt() {
    // given
    String arn = SimulatedApi.executionArn("activity", "x");
    reply(cluster.api.start("activity", "x", "{\"n\":7}", false));
    ActivityTaskAvailable available = (ActivityTaskAvailable) cluster.control.getFirst();

    // when
    Reply first = reply(claim(arn, available.attempt()));
    Reply second = reply(claim(arn, available.attempt()));

    // then
    assertThat(first)
        .isInstanceOfSatisfying(
            Reply.ActivityTask.class,
            task -> assertThat(task.input().text()).isEqualTo("{\"n\":7}"));
    assertThat(second).isInstanceOf(Reply.TaskClosed.class);
  }

  private String claim(String arn, long attempt) {
    return cluster.api.send(
        arn,
        caller ->
            new EngineRequest.ClaimActivityTask(caller, ExecutionKey.of(arn), attempt, "someone"));
  }

  @Test
  void shouldDropGarbageAndKeepTheAttemptOpen() {
    // given
    SimulatedWorkers workers = workers((command, header) -> null);
    cluster.api.start("three", "x", "{}", false);
    cluster.until("a command", 10_000, () -> !workers.effects().isEmpty());
    StepCommand command = workers.commands().values().iterator().next();
    Header header = SimulatedWorkers.header(command);

    // when
    cluster.results.getFirst().send("no message".getBytes(UTF_8), Long.MAX_VALUE, offset -> {});
    cluster
        .results
        .getFirst()
        .send(
            StepResultCodec.encode(
                SimulatedWorkers.echo(command, header), MacKey.ofSecret("not the right secret")),
            Long.MAX_VALUE,
            offset -> {});
    workers.send(command, new StepResult.Succeeded(header, Payload.of("{\"a\":")));
    workers.send(
        command,
        SimulatedWorkers.echo(
            command,
            new Header(
                header.key(),
                header.executionArn(),
                header.attempt(),
                "111111111111",
                header.pool(),
                header.worker(),
                header.startedAt())));
    cluster.world.run(2_000);

    // then
    assertThat(status("three", "x")).isNull();
    assertThat(cluster.metrics.get("dropped.malformed")).isEqualTo(1);
    assertThat(cluster.metrics.get("dropped.mac")).isEqualTo(1);
    assertThat(cluster.metrics.get("dropped.garbage")).isEqualTo(1);
    assertThat(cluster.metrics.get("dropped.tenant")).isEqualTo(1);
    workers.send(command, SimulatedWorkers.echo(command, header));
    cluster.until("the next command", 10_000, () -> workers.effects().size() == 2);
  }

  @Test
  void shouldFireATaskTimeoutOnlyAfterResultsThatWait() {
    // given
    workers((command, header) -> null);

    // when
    cluster.api.start("timeout", "x", "{}", false);
    untilClosed("timeout", "x");

    // then
    assertThat(status("timeout", "x")).isEqualTo("SUCCEEDED");
  }

  @Test
  void shouldFailTheAttemptOfACommandThatCanNeverBeSent() {
    // given
    cluster.rejects = command -> true;

    // when
    cluster.api.start("three", "x", "{}", false);
    untilClosed("three", "x");

    // then
    assertThat(status("three", "x")).isEqualTo("FAILED");
  }

  @Test
  void shouldStartAndFailAnExecutionWhoseDefinitionIsMissing() {
    // given
    cluster.machines.remove("three");

    // when
    cluster.api.start("three", "x", "{}", false);
    untilClosed("three", "x");

    // then
    assertThat(status("three", "x")).isEqualTo("FAILED");
    assertThat(cluster.deadLetters).hasSize(1);
  }

  @Test
  void shouldHandOverCleanlySoThatTheNextOwnerIsUnsureOfNothing() {
    // given
    SimulatedWorkers workers = workers(SimulatedWorkers::echo);
    cluster.api.start("wait", "x", "{}", false);
    cluster.until("a start", 10_000, () -> cluster.metrics.get("started") == 1);

    // when
    owner.revoke(0);
    Coordinator next = cluster.coordinator("two");
    cluster.give(0, next);
    cluster.until("takeover", 2_000, () -> next.runs(0));
    untilClosed("wait", "x");

    // then
    assertThat(workers.effects()).hasSize(1);
    assertThat(cluster.metrics.all()).doesNotContainKey("lane-dropped.bug");
  }
}
