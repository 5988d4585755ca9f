package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.protocol.DeadLetter;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.EngineRequestCodec;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What kills lanes is put aside, and only that (correctness.md §13). */
class PoisonTest {
  private static final long LOOK_MICROS = 500_000;

  private Cluster cluster;
  private Invariants invariants;
  private int lives;

  @BeforeEach
  void clusterWithASupervisor() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    invariants = new Invariants(cluster);
    new SimulatedWorkers(cluster, SimulatedWorkers::echo);
    boot();
    supervise();
    cluster.world.run(1_000);
  }

  private void boot() {
    cluster.give(0, cluster.coordinator("c" + lives++));
  }

  private void supervise() {
    if (cluster.owner(0).node.isDead()) {
      boot();
    }
    cluster.world.after(LOOK_MICROS, this::supervise);
  }

  private void poison(String machine, String name, Supplier<? extends Error> error) {
    cluster.poison.put(SimulatedApi.executionArn(machine, name), error);
  }

  private String status(String machine, String name) {
    return invariants.closed().get(SimulatedApi.executionArn(machine, name));
  }

  private void untilAllEnd(int executions) {
    cluster.until("all to end", 120_000, () -> invariants.closed().size() == executions);
  }

  @Test
  void shouldPutAsideAStartThatKillsProcesses() {
    // given
    poison("pass", "bad", OutOfMemoryError::new);

    // when
    cluster.api.start("three", "before", "{}", false);
    cluster.api.start("pass", "bad", "{}", false);
    cluster.api.start("three", "after", "{}", false);
    untilAllEnd(3);

    // then
    assertThat(status("pass", "bad")).isEqualTo("FAILED");
    assertThat(status("three", "before")).isEqualTo("SUCCEEDED");
    assertThat(status("three", "after")).isEqualTo("SUCCEEDED");
    assertThat(cluster.deadLetters).extracting(DeadLetter::topic).containsExactly(Topics.REQUESTS);
    assertThat(lives).as("processes, the last one alive").isLessThanOrEqualTo(8);
  }

  @Test
  void shouldPutAsideAStartThatMakesTheLaneFail() {
    // given
    poison("pass", "bad", NoClassDefFoundError::new);

    // when
    cluster.api.start("pass", "bad", "{}", false);
    cluster.api.start("three", "after", "{}", false);
    untilAllEnd(2);

    // then
    assertThat(status("pass", "bad")).isEqualTo("FAILED");
    assertThat(status("three", "after")).isEqualTo("SUCCEEDED");
    assertThat(lives).isEqualTo(1);
  }

  @Test
  void shouldSkipAStartThatCannotEvenBeFailed() {
    // given
    cluster.deadlyToFail = true;
    poison("pass", "bad", OutOfMemoryError::new);
    Caller caller = new Caller("once", "api", cluster.world.wallMillis());
    EngineRequest bad = cluster.api.start(caller, "pass", "bad", "{}", false);

    // when: a caller that gives up
    cluster.requests.getFirst().send(EngineRequestCodec.encode(bad), Long.MAX_VALUE, at -> {});
    cluster.api.start("three", "after", "{}", false);
    cluster.until("the other one", 300_000, () -> status("three", "after") != null);

    // then
    assertThat(status("three", "after")).isEqualTo("SUCCEEDED");
    assertThat(status("pass", "bad")).isNull();
    assertThat(cluster.deadLetters)
        .extracting(DeadLetter::reason)
        .last()
        .isEqualTo(Turn.KILLED_LANES);
    assertThat(lives).as("processes, the last one alive").isBetween(11, 14);
  }

  @Test
  void shouldShunATimerThatCannotEvenFailItsExecution() {
    // given
    cluster.api.start("wait", "bad", "{}", false);
    cluster.until("a start", 10_000, () -> cluster.metrics.get("started") == 1);
    cluster.deadlyToFail = true;
    poison("wait", "bad", OutOfMemoryError::new);
    cluster.until("all to die of it", 300_000, () -> cluster.metrics.get("dropped.poison") > 5);
    cluster.world.run(5_000);
    int before = lives;

    // when: the audit finds it overdue
    cluster.world.run(200_000);
    cluster.api.start("three", "after", "{}", false);
    untilAllEnd(1);

    // then
    assertThat(status("three", "after")).isEqualTo("SUCCEEDED");
    assertThat(lives).isEqualTo(before);
  }

  @Test
  void shouldFailAStepWhoseCommandBreaksTheSending() {
    // given
    cluster.rejects =
        command -> {
          if (command.executionArn().endsWith(":bad")) {
            throw new IllegalStateException("Expected a command that can be written");
          }
          return false;
        };

    // when
    cluster.api.start("three", "bad", "{}", false);
    cluster.api.start("three", "good", "{}", false);
    untilAllEnd(2);

    // then
    assertThat(status("three", "bad")).isEqualTo("FAILED");
    assertThat(status("three", "good")).isEqualTo("SUCCEEDED");
    assertThat(cluster.metrics.get("lane-dropped.bug")).isZero();
  }

  @Test
  void shouldFailAnExecutionWhoseTimerKillsProcesses() {
    // given
    cluster.api.start("wait", "bad", "{}", false);
    cluster.api.start("wait", "good", "{}", false);
    cluster.until("starts", 10_000, () -> cluster.metrics.get("started") == 2);
    poison("wait", "bad", OutOfMemoryError::new);

    // when
    untilAllEnd(2);

    // then
    assertThat(status("wait", "bad")).isEqualTo("FAILED");
    assertThat(status("wait", "good")).isEqualTo("SUCCEEDED");
  }

  @Test
  void shouldFailAnExecutionWhoseResultKillsProcesses() {
    // given
    cluster.api.start("three", "bad", "{}", false);
    cluster.until("a start", 10_000, () -> cluster.metrics.get("started") == 1);
    poison("three", "bad", OutOfMemoryError::new);

    // when
    cluster.api.start("three", "good", "{}", false);
    untilAllEnd(2);

    // then
    assertThat(status("three", "bad")).isEqualTo("FAILED");
    assertThat(status("three", "good")).isEqualTo("SUCCEEDED");
    assertThat(cluster.deadLetters).extracting(DeadLetter::topic).containsExactly(Topics.RESULTS);
  }

  @Test
  void shouldBlameNothingIfProcessesDieOfSomethingElse() {
    // given
    cluster.api.start("three", "x", "{}", false);

    // when
    for (int i = 0; i < 8; i++) {
      Coordinator owner = cluster.owner(0);
      cluster.world.run(150);
      owner.node.kill();
      cluster.world.run(1_000);
    }
    untilAllEnd(1);

    // then
    assertThat(status("three", "x")).isEqualTo("SUCCEEDED");
    assertThat(cluster.deadLetters).isEmpty();
  }

  @Test
  void shouldSuspectNothingAfterACleanHandover() {
    // given
    Coordinator first = cluster.owner(0);
    first.revoke(0);

    // when
    boot();
    cluster.until("takeover", 5_000, () -> cluster.owner(0).runs(0));
    cluster.api.start("pass", "x", "{}", false);
    untilAllEnd(1);

    // then
    assertThat(invariants.ledger(0).probes()).isZero();
  }
}
