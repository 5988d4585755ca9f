package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.memory.MemoryDatabase;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Reply;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redrives of an execution that waits, in a calm cluster. */
class LaneRedriveTest {
  private static final String ARN = SimulatedApi.executionArn("wait", "x");

  private Cluster cluster;

  @BeforeEach
  void stopAnExecution() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    cluster.give(0, cluster.coordinator("one"));
    cluster.world.run(1_000);
    reply(cluster.api.start("wait", "x", "{}", true));
    assertThat(stop()).isInstanceOf(Reply.Stopped.class);
    cluster.world.run(5_000);
  }

  @Test
  void shouldGoOnInTheSameHistory() {
    // given
    long before = lastEvent();

    // when
    Reply redriven = redrive("token");
    cluster.world.run(2_000);

    // then
    assertThat(redriven).isInstanceOf(Reply.Redriven.class);
    assertThat(row().closed()).isNull();
    assertThat(row().started().redrive().count()).isEqualTo(1);
    assertThat(lastEvent()).isEqualTo(before + 1);
    assertThat(cluster.redis.getFirst().meta().open()).isEqualTo(1);
    assertThat(cluster.databases.getFirst().rows().checkpoint()).containsKey(key());
  }

  @Test
  void shouldAnswerTheSameTokenAlikeAndNoOther() {
    // given
    Reply.Redriven first = (Reply.Redriven) redrive("token");

    // when
    Reply same = redrive("token");
    Reply other = redrive("other");

    // then
    assertThat(((Reply.Redriven) same).redriveDate()).isEqualTo(first.redriveDate());
    assertThat(other)
        .isInstanceOfSatisfying(
            Reply.NotRedrivable.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("Execution is RUNNING and cannot be redriven"));
  }

  @Test
  void shouldEndOnceMoreAndLeaveNothing() {
    // given
    redrive(null);
    cluster.world.run(2_000);

    // when
    Reply stopped = stop();
    cluster.world.run(5_000);

    // then
    assertThat(stopped).isInstanceOf(Reply.Stopped.class);
    assertThat(row().closed().status()).isEqualTo("ABORTED");
    assertThat(cluster.redis.getFirst().meta().open()).isZero();
    assertThat(cluster.databases.getFirst().rows().checkpoint()).isEmpty();
    assertThat(Set.copyOf(cluster.announced())).hasSize(4);
  }

  @Test
  void shouldNotRedriveBeforeTheEndHasArrivedInTheDatabase() {
    // when
    Reply first = redrive(null);
    stop();
    Reply tooSoon = redrive(null);
    cluster.world.run(5_000);
    Reply second = redrive(null);
    cluster.world.run(2_000);

    // then
    assertThat(first).isInstanceOf(Reply.Redriven.class);
    assertThat(tooSoon).isInstanceOf(Reply.Unavailable.class);
    assertThat(second).isInstanceOf(Reply.Redriven.class);
    assertThat(row().closed()).isNull();
  }

  @Test
  void shouldNotKnowWhatNeverWas() {
    // when
    Reply reply =
        reply(
            cluster.api.send(
                SimulatedApi.executionArn("wait", "none"),
                caller ->
                    new EngineRequest.RedriveExecution(
                        caller,
                        ExecutionKey.of(SimulatedApi.executionArn("wait", "none")),
                        SimulatedApi.executionArn("wait", "none"),
                        null)));

    // then
    assertThat(reply).isInstanceOf(Reply.Unknown.class);
  }

  private Reply redrive(@Nullable String token) {
    return reply(
        cluster.api.send(
            ARN, caller -> new EngineRequest.RedriveExecution(caller, key(), ARN, token)));
  }

  private Reply stop() {
    return reply(
        cluster.api.send(
            ARN, caller -> new EngineRequest.StopExecution(caller, key(), ARN, null, null)));
  }

  private Reply reply(String request) {
    cluster.until("reply to " + request, 20_000, () -> cluster.api.reply(request) != null);
    return cluster.api.reply(request);
  }

  private MemoryDatabase.Row row() {
    return cluster.databases.getFirst().rows().index().get(key());
  }

  private long lastEvent() {
    return cluster.databases.getFirst().rows().history().get(key()).getLast().last();
  }

  private static ExecutionKey key() {
    return ExecutionKey.of(ARN);
  }
}
