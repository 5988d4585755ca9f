package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.Position;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AppliesTest {
  private final List<CompletableFuture<Outcome>> handedOver = new ArrayList<>();
  private final HandClock clock = new HandClock();
  private final Applies applies =
      new Applies(
          store(), 0, "g", position(5), clock, new io.passo.coordinator.engine.memory.Counters());

  // Only apply is called.
  private StateStore store() {
    return (StateStore)
        Proxy.newProxyInstance(
            StateStore.class.getClassLoader(),
            new Class<?>[] {StateStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("apply");
              CompletableFuture<Outcome> outcome = new CompletableFuture<>();
              handedOver.add(outcome);
              return outcome;
            });
  }

  private static Position position(long offset) {
    return new Position(offset, 0, 1, offset);
  }

  private void enqueue(long from, long to) {
    PartitionMeta next =
        new PartitionMeta(position(to), 0, new Inputs(0, 0, 0, 0), Position.START, Map.of());
    var unused = applies.enqueue(new Apply(position(from), next, List.of(), List.of(), List.of()));
  }

  @Test
  void shouldAcknowledgeInOrderOnly() {
    // given
    enqueue(5, 6);
    enqueue(6, 7);

    // when the second is done first
    handedOver.get(1).complete(Outcome.APPLIED);
    applies.settle();
    long afterSecond = applies.acknowledgedOffset();
    handedOver.get(0).complete(Outcome.ALREADY);
    applies.settle();

    // then
    assertThat(afterSecond).isEqualTo(5);
    assertThat(applies.acknowledgedOffset()).isEqualTo(7);
    assertThat(applies.isIdle()).isTrue();
  }

  @Test
  void shouldDropTheLaneForAMismatchAndForAnUnknownOutcome() {
    // given
    enqueue(5, 6);
    handedOver.getFirst().complete(Outcome.MISMATCH);

    // then
    assertThatThrownBy(applies::settle)
        .isInstanceOfSatisfying(
            LaneDroppedException.class, e -> assertThat(e.reason()).isEqualTo("mismatch"));
    enqueue(6, 7);
    handedOver.get(1).completeExceptionally(new IllegalStateException("connection"));
    assertThatThrownBy(applies::settle)
        .isInstanceOfSatisfying(
            LaneDroppedException.class, e -> assertThat(e.reason()).isEqualTo("apply"));
  }

  @Test
  void shouldAcceptWatermarksBetweenAcknowledgedAndEnqueuedOnly() {
    // given
    enqueue(5, 6);

    // then
    applies.check(position(5));
    applies.check(position(6));
    assertThatThrownBy(() -> applies.check(position(4)))
        .isInstanceOf(LaneDroppedException.class)
        .hasMessageContaining("expected a watermark from 5 to 6 but found 4");
    assertThatThrownBy(() -> applies.check(position(7))).isInstanceOf(LaneDroppedException.class);
  }

  @Test
  void shouldGiveUpWhenRedisDoesNotKeepUp() {
    // given
    for (int i = 0; i < 64; i++) {
      enqueue(5 + i, 6 + i);
    }

    // then
    assertThatThrownBy(applies::awaitRoom)
        .isInstanceOf(LaneDroppedException.class)
        .hasMessageContaining("Redis did not keep up for 10000 ms");
    assertThat(clock.millis).isGreaterThanOrEqualTo(10_000);
  }

  private static final class HandClock implements EngineClock {
    private long millis;

    @Override
    public long wallMillis() {
      return millis;
    }

    @Override
    public long nanoTime() {
      return millis * 1_000_000;
    }

    @Override
    public void sleep(long time) {
      millis += time;
    }
  }
}
