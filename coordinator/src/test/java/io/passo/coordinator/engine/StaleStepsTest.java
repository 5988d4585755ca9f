package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.StepCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps whose command is gone although nobody has run it (correctness.md §10). */
class StaleStepsTest {
  private Cluster cluster;
  private Invariants invariants;
  private MemoryLog steps;

  @BeforeEach
  void calmCluster() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    cluster.machines.put("three", Machines.parse("three"));
    invariants = new Invariants(cluster);
    steps = cluster.steps.values().iterator().next();
    cluster.give(0, cluster.coordinator("one"));
    cluster.world.run(1_000);
  }

  private List<StepCommand> sent() {
    List<StepCommand> commands = new ArrayList<>();
    for (long at = 0; at < steps.highWatermark(); at++) {
      if (SimulatedWorkers.decode(steps.get(at)) instanceof StepCommand command) {
        commands.add(command);
      }
    }
    return commands;
  }

  private List<String> commands() {
    return sent().stream().map(StepCommand::attemptId).toList();
  }

  private void untilFirstCommand() {
    cluster.api.start("three", "x", "{\"a\":1}", false);
    cluster.until("a command", 20_000, () -> !commands().isEmpty());
  }

  private void untilClosed() {
    cluster.until("the end", 60_000, () -> !invariants.closed().isEmpty());
  }

  /** The worker that has the first command dies, and the group moves on. */
  private SimulatedWorkers loseFirstCommand() {
    SimulatedWorkers workers = new SimulatedWorkers(cluster, SimulatedWorkers::echo);
    untilFirstCommand();
    workers.passOne(steps);
    workers.crashAll();
    return workers;
  }

  @Test
  void shouldDispatchAgainWhatTheGroupHasMovedPast() {
    // given
    SimulatedWorkers workers = loseFirstCommand();

    // when
    untilClosed();

    // then
    assertThat(commands()).hasSize(4);
    assertThat(new HashSet<>(commands())).hasSize(3);
    assertThat(workers.effects()).hasSize(3).allSatisfy((attempt, n) -> assertThat(n).isEqualTo(1));
    assertThat(cluster.metrics.get("dispatched-again")).isEqualTo(1);
  }

  @Test
  void shouldDispatchAgainWhatWasLostUnderAnEarlierOwner() {
    // given
    loseFirstCommand();

    // when
    cluster.owner(0).revoke(0);
    cluster.give(0, cluster.coordinator("two"));
    untilClosed();

    // then
    assertThat(commands()).hasSize(4);
  }

  @Test
  void shouldSendTheCommandAsItWas() {
    // given
    loseFirstCommand();

    // when
    untilClosed();

    // then
    assertThat(sent().get(1)).isEqualTo(sent().get(0));
  }

  @Test
  void shouldLeaveWhatNobodyHasReadYet() {
    // given
    untilFirstCommand();

    // when
    cluster.world.run(60_000);

    // then
    assertThat(commands()).hasSize(1);
    assertThat(cluster.metrics.get("dispatched-again")).isZero();
  }

  @Test
  void shouldDispatchAgainWhatTheLogHasForgottenUnread() {
    // given
    untilFirstCommand();
    steps.deleteBefore(steps.highWatermark());

    // when
    cluster.until("a second command", 60_000, () -> commands().size() == 2);

    // then
    assertThat(sent().get(1)).isEqualTo(sent().get(0));
  }
}
