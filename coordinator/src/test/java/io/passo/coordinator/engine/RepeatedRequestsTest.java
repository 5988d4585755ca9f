package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Reply;
import io.passo.protocol.codec.EngineRequestCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same request twice gets the same answer, whoever owns the partition (correctness.md §11). */
class RepeatedRequestsTest {
  private Cluster cluster;

  @BeforeEach
  void calmCluster() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parse(name)));
    cluster.give(0, cluster.coordinator("one"));
    new SimulatedWorkers(cluster, SimulatedWorkers::echo);
  }

  @Test
  void shouldStartANamedExecutionOnAFreshPartitionAtOnce() {
    // when nothing was written to the database yet
    Reply reply = start(caller("r"));

    // then
    assertThat(reply).isInstanceOf(Reply.Started.class);
    assertThat(cluster.world.micros()).isLessThan(250_000);
  }

  @Test
  void shouldRepeatAnAnswerOfACommitThatWasDispatchedBeforeATakeover() {
    // given an execution that has ended, and nothing that a successor must send again
    Caller caller = caller("r");
    Reply first = start(caller);
    cluster.until("all is dispatched", 9_000, this::isDispatched);

    // when
    cluster.owner(0).node.kill();
    Coordinator next = cluster.coordinator("two");
    cluster.give(0, next);
    cluster.until("takeover", 2_000, () -> next.runs(0));
    cluster.api.forget("r");
    Reply again = start(caller);

    // then
    assertThat(again).isEqualTo(first);
    assertThat(start(caller("other"))).isInstanceOf(Reply.AlreadyExists.class);
  }

  @Test
  void shouldStartOnceWhatIsHandedOverAndSent() {
    // given
    Caller caller = caller("r");
    byte[] request = EngineRequestCodec.encode(cluster.api.start(caller, "three", "x", "{}", true));
    cluster.until("takeover", 2_000, () -> cluster.owner(0).offer(0, request));

    // when
    Reply first = start(caller);
    cluster.api.forget("r");
    Reply again = start(caller);

    // then
    assertThat(first).isInstanceOf(Reply.Started.class);
    assertThat(again).isEqualTo(first);
  }

  private boolean isDispatched() {
    var meta = cluster.redis.getFirst().meta();
    return meta != null && meta.open() == 0 && meta.fold().dispatched().seq() > 1;
  }

  private Caller caller(String id) {
    return new Caller(id, "api", cluster.world.wallMillis());
  }

  private Reply start(Caller caller) {
    EngineRequest request = cluster.api.start(caller, "three", "x", "{}", true);
    assertThat(request.key()).isEqualTo(ExecutionKey.of(SimulatedApi.executionArn("three", "x")));
    cluster
        .requests
        .getFirst()
        .send(EngineRequestCodec.encode(request), Long.MAX_VALUE, offset -> {});
    String id = caller.requestId();
    cluster.until("a reply to " + id, 20_000, () -> cluster.api.reply(id) != null);
    return cluster.api.reply(id);
  }
}
