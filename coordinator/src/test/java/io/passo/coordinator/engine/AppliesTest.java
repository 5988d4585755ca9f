package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.Position;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AppliesTest {
  private static final ExecutionKey KEY = new ExecutionKey("k");

  private final List<CompletableFuture<Outcome>> handedOver = new ArrayList<>();
  private final List<Apply> sent = new ArrayList<>();
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
              sent.add((Apply) arguments[2]);
              return outcome;
            });
  }

  private static Position position(long offset) {
    return new Position(offset, 0, 1, offset);
  }

  private static PartitionMeta meta(long offset) {
    return new PartitionMeta(position(offset), 0, new Inputs(0, 0, 0, 0), Position.START, Map.of());
  }

  private void enqueue(long from, long to) {
    enqueue(new Apply(position(from), meta(to), List.of(), List.of(), List.of()));
  }

  private void enqueue(Apply apply) {
    var unused = applies.enqueue(apply);
  }

  private void hold(long from, long to, String frame, byte... value) {
    FrameWrite write = new FrameWrite(KEY, frame, value, null, null);
    applies.hold(new Apply(position(from), meta(to), List.of(write), List.of(), List.of()));
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
        .hasMessageContaining("Redis did not answer an apply for 5 s");
    assertThat(clock.millis).isGreaterThanOrEqualTo(5_000);
  }

  @Test
  void shouldTakeWhatWaitsAlongWithTheNextApply() {
    // given
    hold(5, 6, "/", (byte) 1);
    hold(6, 7, "/", (byte) 2);
    hold(7, 8, "/a", (byte) 3);
    ClosedMark mark = new ClosedMark(KEY, "SUCCEEDED", 1, 9);

    // when
    enqueue(
        new Apply(
            position(8), meta(9), List.of(FrameWrites.gone(KEY, "/a")), List.of(), List.of(mark)));

    // then
    assertThat(sent)
        .singleElement()
        .satisfies(
            apply -> {
              assertThat(apply.previous()).isEqualTo(position(5));
              assertThat(apply.next()).isEqualTo(meta(9));
              assertThat(apply.closed()).containsExactly(mark);
              assertThat(apply.frames())
                  .extracting(FrameWrite::frameId, FrameWrite::value)
                  .containsExactly(tuple("/", new byte[] {2}), tuple("/a", null));
            });
  }

  @Test
  void shouldHoldBackForAQuarterOfASecondAtMost() throws InterruptedException {
    // given
    hold(5, 6, "/", (byte) 1);
    clock.millis += 249;

    // when
    applies.awaitRoom();
    int before = sent.size();
    long untilDue = applies.untilDue();
    clock.millis += 1;
    applies.awaitRoom();

    // then
    assertThat(before).isZero();
    assertThat(untilDue).isEqualTo(1);
    assertThat(sent).hasSize(1);
    assertThat(applies.untilDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldNotHoldBackMuch() throws InterruptedException {
    // given
    hold(5, 6, "/", new byte[256 << 10]);

    // when
    applies.awaitRoom();

    // then
    assertThat(sent).hasSize(1);
  }

  @Test
  void shouldExpectNoWatermarkOfWhatIsHeldBackUntilItIsSent() throws InterruptedException {
    // given
    hold(5, 6, "/", (byte) 1);

    // when, then
    assertThat(applies.isIdle()).isFalse();
    assertThatThrownBy(() -> applies.check(position(6))).isInstanceOf(LaneDroppedException.class);
    applies.drain(1);
    applies.check(position(6));
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
