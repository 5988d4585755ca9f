package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.TimerId;
import io.passo.asl.interpreter.TimerKind;
import io.passo.coordinator.engine.Dispatches.Line;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.StepCommand;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tenants take turns in a pool (correctness.md §13). */
class DispatchesTest {
  private static final String BUSY = "111111111111";
  private static final String OTHER = "222222222222";

  private final Dispatches dispatches = new Dispatches(2);

  private static TimerQueue.Entry entry(String account, int n) {
    return new TimerQueue.Entry(
        0, new ExecutionKey(account), new TimerId(FrameId.ROOT, TimerKind.DISPATCH, n));
  }

  private boolean mayGo(String account, int n) {
    return dispatches.mayGo(new Line(account, "p"), entry(account, n));
  }

  private Cluster cluster(int limit) {
    Cluster cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    cluster.stepsInFlight = limit;
    List.of("map", "three").forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    cluster.give(0, cluster.coordinator("one"));
    cluster.world.run(1_000);
    return cluster;
  }

  private static List<StepCommand> commands(Cluster cluster) {
    MemoryLog log = cluster.steps.values().iterator().next();
    return IntStream.range(0, (int) log.highWatermark())
        .mapToObj(log::get)
        .map(SimulatedWorkers::decode)
        .filter(StepCommand.class::isInstance)
        .map(StepCommand.class::cast)
        .toList();
  }

  private static void startMap(Cluster cluster, String name, int items) {
    String input =
        IntStream.range(0, items)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    cluster.api.start("map", name, input, false);
  }

  @Test
  void shouldLetLinesTakeTurns() {
    // given
    Dispatches wide = new Dispatches(0);
    assertThat(wide.mayGo(new Line(BUSY, "p"), entry(BUSY, 1))).isTrue();
    occupyAll();
    IntStream.range(0, 100).forEach(n -> assertThat(mayGo(BUSY, n)).isFalse());
    assertThat(mayGo(OTHER, 1)).isFalse();

    // when
    free(BUSY);
    free(OTHER);
    List<TimerQueue.Entry> released = dispatches.release(3);

    // then
    assertThat(released).containsExactly(entry(BUSY, 0), entry(BUSY, 1), entry(OTHER, 1));
    assertThat(dispatches.waiting()).isEqualTo(98);
  }

  @Test
  void shouldReleaseNothingWithoutRoom() {
    // given
    occupyAll();
    mayGo(BUSY, 1);

    // when, then
    assertThat(dispatches.hasRoom()).isFalse();
    assertThat(dispatches.release(10)).isEmpty();
    assertThat(dispatches.holds(entry(BUSY, 1))).isTrue();
  }

  @Test
  void shouldWaitOnceHoweverOftenItsTimerComes() {
    // given
    occupyAll();

    // when
    mayGo(BUSY, 1);
    mayGo(BUSY, 1);

    // then
    assertThat(dispatches.waiting()).isEqualTo(1);
  }

  @Test
  void shouldKeepToTheLimit() {
    // given
    Cluster cluster = cluster(3);

    // when: nobody takes anything
    startMap(cluster, "m", 50);
    cluster.world.run(5_000);

    // then
    assertThat(commands(cluster)).hasSize(3);
  }

  /** Ten thousand tasks, of which 200 would be in flight: an inline Map runs 40 iterations. */
  @Test
  void shouldLetASingleTaskPassTheMapsOfAnotherTenant() {
    // given
    Cluster cluster = cluster(20);
    Invariants invariants = new Invariants(cluster);
    for (int i = 0; i < 5; i++) {
      startMap(cluster, "m" + i, 2_000);
    }
    cluster.until("the maps to begin", 60_000, () -> cluster.metrics.get("started") == 5);
    cluster.world.run(5_000);
    assertThat(commands(cluster)).hasSize(20);
    new SimulatedWorkers(cluster, SimulatedWorkers::echo);

    // when
    cluster.api.startOf(OTHER, "three", "one", "{}");
    String one = SimulatedApi.executionArn(OTHER, "three", "one");
    cluster.until("the single one", 60_000, () -> invariants.closed().containsKey(one));

    // then
    assertThat(commands(cluster)).hasSizeLessThan(1_000);
    cluster.until("the maps", 600_000, () -> invariants.closed().size() == 6);
    assertThat(invariants.closed()).doesNotContainValue("FAILED");
    assertThat(commands(cluster)).hasSize(10_003);
    assertThat(invariants.violations()).isEmpty();
  }

  @Test
  void shouldLetGoAfterATakeoverWhatWaitedBefore() {
    // given
    Cluster cluster = cluster(3);
    Invariants invariants = new Invariants(cluster);
    startMap(cluster, "m", 20);
    cluster.world.run(5_000);

    // when
    cluster.owner(0).node.kill();
    cluster.give(0, cluster.coordinator("two"));
    new SimulatedWorkers(cluster, SimulatedWorkers::echo);
    cluster.until("the map", 60_000, () -> !invariants.closed().isEmpty());

    // then
    assertThat(invariants.closed()).containsValue("SUCCEEDED");
    assertThat(commands(cluster)).hasSize(20);
  }

  private void occupyAll() {
    for (int n = 0; n < 2; n++) {
      dispatches.take(command(BUSY, 900 + n), "p");
      dispatches.take(command(OTHER, 900 + n), "p");
    }
  }

  private void free(String account) {
    for (int n = 0; n < 2; n++) {
      dispatches.ended(new ExecutionKey(account), 900 + n);
    }
  }

  private static StepCommand command(String account, long attempt) {
    return SendsTest.command(new ExecutionKey(account), account, attempt);
  }
}
