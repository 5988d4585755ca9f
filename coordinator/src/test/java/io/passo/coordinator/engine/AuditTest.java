package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.memory.MemoryRedis;
import io.passo.protocol.ExecutionKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane over a Redis that loses what no crash would. */
class AuditTest {
  private static final long MINUTE_MILLIS = 62_000;
  private static final String ARN = SimulatedApi.executionArn("long", "x");
  private static final ExecutionKey KEY = ExecutionKey.of(ARN);

  private Cluster cluster;
  private Invariants invariants;
  private MemoryRedis redis;

  /** An execution waits for longer than timers are kept in memory. */
  @BeforeEach
  void waitForLong() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    cluster.machines.put("long", Machines.parse("long"));
    invariants = new Invariants(cluster);
    cluster.give(0, cluster.coordinator("one"));
    redis = cluster.redis.getFirst();
    cluster.world.run(1_000);
    cluster.api.start("long", "x", "{}", true);
    cluster.until("a timer", 10_000, () -> !timers().isEmpty());
    // What is applied later counts what is there, so nothing may be under way or held back then.
    cluster.world.run(3_000);
  }

  private List<FrameWrite> timers() {
    return redis.frames().values().stream()
        .flatMap(frames -> frames.values().stream())
        .filter(frame -> frame.due() != null)
        .toList();
  }

  private FrameWrite timer() {
    return timers().getFirst();
  }

  private void index(FrameWrite frame, @Nullable Long due) {
    redis.index(Objects.requireNonNull(namespace()), KEY, frame.frameId(), due);
  }

  private String namespace() {
    return redis.sealed().keySet().iterator().next();
  }

  private void untilClosed() {
    cluster.until("the execution closed", 1_000_000, () -> invariants.closed().containsKey(ARN));
  }

  @Test
  void shouldRepairNothingThatIsRight() {
    // when
    cluster.world.run(3 * MINUTE_MILLIS);

    // then
    assertThat(cluster.metrics.get("timers-repaired")).isZero();
    assertThat(cluster.metrics.get("lane-dropped.audit")).isZero();
  }

  @Test
  void shouldPutBackATimerThatTheIndexLost() {
    // given
    FrameWrite waiting = timer();
    index(waiting, null);

    // when
    cluster.world.run(MINUTE_MILLIS);

    // then
    assertThat(cluster.metrics.get("timers-repaired")).isEqualTo(1);
    assertThat(timer().due()).isEqualTo(waiting.due());
    untilClosed();
  }

  @Test
  void shouldTakeATimerOutOfTheIndexThatNoFrameHas() {
    // given
    FrameWrite counters = redis.frames().get(KEY).get("c");
    index(counters, cluster.world.wallMillis() - 10_000);

    // when
    cluster.world.run(MINUTE_MILLIS);

    // then
    assertThat(cluster.metrics.get("timers-repaired")).isEqualTo(1);
    assertThat(timers()).hasSize(1);
  }

  @Test
  void shouldRebuildARedisThatLostAnExecution() {
    // given
    String before = namespace();
    redis.lose(KEY);

    // when
    cluster.world.run(MINUTE_MILLIS + 10_000);

    // then
    assertThat(cluster.metrics.get("lane-dropped.audit")).isEqualTo(1);
    assertThat(redis.sealed()).doesNotContainKey(before).hasSize(1);
    assertThat(redis.frames()).containsKey(KEY);
    invariants.checkRedis(0);
    untilClosed();
  }
}
