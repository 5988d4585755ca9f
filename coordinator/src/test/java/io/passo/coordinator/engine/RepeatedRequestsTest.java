package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.coordinator.engine.memory.MemoryDatabase;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Reply;
import io.passo.protocol.codec.EngineRequestCodec;
import java.util.Objects;
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

  @Test
  void shouldNotStartAgainWhatADatabaseThatWentBackLacksOfTheMomentOfItsCheckpoint() {
    // given two executions that have ended at one moment, since the wall clock went back meanwhile
    start(caller("r1"), "first");
    cluster.owner(0).node.shiftClock(-60_000);
    cluster.until("the end of the first", 9_000, () -> hasEnded("first"));
    cluster.world.run(2_000);
    start(caller("r2"), "second");
    cluster.until("the end of the second", 9_000, () -> hasEnded("second"));
    // and Redis made anew from a checkpoint that has both
    cluster.owner(0).node.kill();
    cluster.redis.getFirst().wipe();
    Coordinator next = cluster.coordinator("two");
    next.node.shiftClock(-60_000);
    cluster.give(0, next);
    cluster.until("takeover", 2_000, () -> next.runs(0));
    long moment = place().clock();

    // when the database goes back to a place of that moment which lacks the second
    while (hasEnded("second")) {
      assertThat(cluster.databases.getFirst().goBack(1, 0)).isOne();
    }
    assertThat(place().clock()).isEqualTo(moment);
    Reply lacking = start(caller("r3"), "second");
    cluster.until("all is sunk again", 9_000, () -> hasEnded("second"));
    Reply complete = start(caller("r4"), "second");

    // then
    assertThat(lacking).isInstanceOf(Reply.Unavailable.class);
    assertThat(complete).isInstanceOf(Reply.AlreadyExists.class);
  }

  private PartitionMeta place() {
    return Objects.requireNonNull(cluster.databases.getFirst().rows().place());
  }

  /** As the database has it. */
  private boolean hasEnded(String name) {
    ExecutionKey key = ExecutionKey.of(SimulatedApi.executionArn("three", name));
    MemoryDatabase.Row row = cluster.databases.getFirst().rows().index().get(key);
    return row != null && row.closed() != null;
  }

  private boolean isDispatched() {
    var meta = cluster.redis.getFirst().meta();
    return meta != null && meta.open() == 0 && meta.fold().dispatched().seq() > 1;
  }

  private Caller caller(String id) {
    return new Caller(id, "api", cluster.world.wallMillis());
  }

  private Reply start(Caller caller) {
    return start(caller, "x");
  }

  private Reply start(Caller caller, String name) {
    EngineRequest request = cluster.api.start(caller, "three", name, "{}", true);
    assertThat(request.key()).isEqualTo(ExecutionKey.of(SimulatedApi.executionArn("three", name)));
    cluster
        .requests
        .getFirst()
        .send(EngineRequestCodec.encode(request), Long.MAX_VALUE, offset -> {});
    String id = caller.requestId();
    cluster.until("a reply to " + id, 20_000, () -> cluster.api.reply(id) != null);
    return cluster.api.reply(id);
  }
}
