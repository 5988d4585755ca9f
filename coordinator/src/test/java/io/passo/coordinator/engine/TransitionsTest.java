package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.StepResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transitions beyond an account's rate wait, and nothing else does (docs/adr/0032). */
class TransitionsTest {
  private static final int SIZE = 10;
  private static final int PER_SECOND = 20;
  private static final String OTHER = "222222222222";

  private Cluster cluster;
  private Invariants invariants;
  private Coordinator owner;
  private SimulatedRates buckets;

  @BeforeEach
  void calmCluster() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    buckets = new SimulatedRates(cluster.world, SIZE, PER_SECOND);
    cluster.rates = buckets;
    invariants = new Invariants(cluster);
    owner = cluster.coordinator("one");
    cluster.give(0, owner);
    cluster.world.run(1_000);
  }

  private void start(String machine, int many) {
    for (int i = 0; i < many; i++) {
      cluster.api.start(machine, machine + i, "{}", false);
    }
  }

  private long millisUntilClosed(int many) {
    long begin = cluster.world.micros();
    cluster.until("all to end", 120_000, () -> invariants.closed().size() == many);
    return (cluster.world.micros() - begin) / 1_000;
  }

  @Test
  void shouldMakeTransitionsWaitAndFailNothing() {
    // given 100 transitions, of which 10 need not wait
    start("pass", 50);

    // when
    long millis = millisUntilClosed(50);

    // then
    assertThat(millis).isBetween(4_300L, 6_000L);
    assertThat(invariants.closed().values()).containsOnly("SUCCEEDED");
    assertThat(cluster.metrics.get("transitions-throttled")).isPositive();
    assertThat(buckets.charged()).isEqualTo(100);
    assertThat(invariants.violations()).isEmpty();
  }

  @Test
  void shouldNotMakeOtherAccountsWait() {
    // given
    start("pass", 50);
    cluster.until("starts", 20_000, () -> cluster.metrics.get("started") == 50);

    // when
    long begin = cluster.world.micros();
    cluster.api.startOf(OTHER, "pass", "x", "{}");
    String arn = SimulatedApi.executionArn(OTHER, "pass", "x");
    cluster.until("its end", 20_000, () -> invariants.closed().containsKey(arn));

    // then
    assertThat((cluster.world.micros() - begin) / 1_000).isLessThan(1_000);
    assertThat(invariants.closed().size()).isLessThan(50);
  }

  @Test
  void shouldGoOnAfterATakeover() {
    // given
    start("pass", 50);
    cluster.until("some ends", 20_000, () -> invariants.closed().size() > 10);

    // when
    owner.node.kill();
    cluster.give(0, cluster.coordinator("two"));

    // then
    millisUntilClosed(50);
    assertThat(invariants.closed().values()).containsOnly("SUCCEEDED");
    assertThat(invariants.violations()).isEmpty();
  }

  @Test
  void shouldCountRetries() {
    // given
    new SimulatedWorkers(
        cluster,
        (command, header) ->
            command.retryCount() < 2
                ? new StepResult.Failed(header, StepResult.Kind.FAILED, "Busy", "not now")
                : SimulatedWorkers.echo(command, header));

    // when
    start("retry", 1);
    millisUntilClosed(1);

    // then
    assertThat(invariants.closed().values()).containsOnly("SUCCEEDED");
    assertThat(buckets.charged()).isEqualTo(3);
  }

  @Test
  void shouldGiveBackWhatIsNeededNoMore() {
    // given
    start("pass", 50);
    cluster.until("starts", 20_000, () -> cluster.metrics.get("started") == 50);

    // when
    for (int i = 0; i < 50; i++) {
      String arn = SimulatedApi.executionArn("pass", "pass" + i);
      cluster.api.send(
          arn,
          caller -> new EngineRequest.StopExecution(caller, ExecutionKey.of(arn), arn, null, null));
    }
    millisUntilClosed(50);

    // then
    long entered = cluster.metrics.get("transitions") - cluster.metrics.get("started");
    assertThat((long) buckets.charged()).isEqualTo(entered).isLessThan(100);
  }
}
