package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.Reply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Executions that never pause leave room for the others (correctness.md §13). */
class FairnessTest {
  private static final int LOOPS = 40;
  private static final long MICROS_PER_STATE = 100;

  private Cluster cluster;
  private Invariants invariants;

  @BeforeEach
  void calmCluster() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    invariants = new Invariants(cluster);
    cluster.give(0, cluster.coordinator("one"));
    cluster.world.run(1_000);
    cluster.microsPerState = MICROS_PER_STATE;
  }

  private long millisUntilAnswer(String name) {
    long begin = cluster.world.micros();
    String request = cluster.api.start("pass", name, "{}", false);
    cluster.until("an answer", 20_000, () -> cluster.api.reply(request) instanceof Reply.Started);
    return (cluster.world.micros() - begin) / 1_000;
  }

  @Test
  void shouldAnswerOthersWhileManyLoopsRun() {
    // given
    for (int i = 0; i < LOOPS; i++) {
      cluster.api.start("loop", "l" + i, "{}", false);
    }
    cluster.until("loops", 20_000, () -> cluster.metrics.get("started") == LOOPS);

    // when
    long millis = millisUntilAnswer("x");

    // then
    assertThat(millis).as("milliseconds until a start is answered").isLessThan(500);
    assertThat(cluster.metrics.get("put-off.time")).isPositive();
    assertThat(cluster.metrics.get("closed.FAILED")).isZero();
  }

  @Test
  void shouldLetEachLoopGoOn() {
    // given
    for (int i = 0; i < LOOPS; i++) {
      cluster.api.start("loop", "l" + i, "{}", false);
    }

    // when
    cluster.until("all to end", 400_000, () -> invariants.closed().size() == LOOPS);

    // then
    assertThat(invariants.closed()).as("histories are full").containsValue("FAILED");
    assertThat(invariants.violations()).isEmpty();
  }

  @Test
  void shouldEnterAtMost500StatesInABatch() {
    // given
    Plan twoLoops =
        Plan.of(new Plan.Op.Parallel(List.of(new Plan.Op.Loop()), List.of(new Plan.Op.Loop())));
    cluster.machines.put("loops", twoLoops.machine());

    // when
    cluster.api.start("loops", "x", Plan.input(1), false);
    cluster.until("its end", 20_000, () -> invariants.closed().size() == 1);

    // then
    assertThat(invariants.closed()).containsValue("SUCCEEDED");
    assertThat(cluster.metrics.get("put-off.transitions")).isPositive();
    assertThat(invariants.violations()).isEmpty();
  }
}
