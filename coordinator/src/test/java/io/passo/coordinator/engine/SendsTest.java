package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.protocol.CloudEvent;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SendsTest {
  private static final StepPartition TO = new StepPartition("tasks", 0);

  private final Queue steps = new Queue();
  private final HandClock clock = new HandClock();
  private final List<CompletableFuture<Void>> told = new ArrayList<>();
  private final Sends sends =
      new Sends(
          steps,
          message -> CompletableFuture.completedFuture(null),
          events -> {
            told.add(new CompletableFuture<>());
            return told.getLast();
          },
          clock,
          Position.START,
          Map.of());

  private static final class Queue implements StepQueue {
    final List<CompletableFuture<Long>> sent = new ArrayList<>();

    @Override
    public CompletableFuture<Long> send(StepPartition to, StepCommand command) {
      CompletableFuture<Long> offset = new CompletableFuture<>();
      sent.add(offset);
      return offset;
    }

    @Override
    public long mark(StepPartition to, StepMarker marker) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long end(StepPartition partition) {
      return 100;
    }

    @Override
    public long groupStart(StepPartition partition) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> find(StepPartition partition, long from, long to) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class HandClock implements EngineClock {
    long millis = 1_000;

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

  private static Command command(long attempt) {
    return new Command(TO, command(new ExecutionKey("k"), "000000000000", attempt));
  }

  /** A step command of no consequence. */
  static StepCommand command(ExecutionKey key, String account, long attempt) {
    return new StepCommand(
        key,
        "arn",
        attempt,
        "r",
        2,
        0,
        account,
        "machine",
        "State",
        "resource",
        Payload.of("{}"),
        0,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        "key");
  }

  private static Position after(long offset) {
    return new Position(offset, -1, 1, offset);
  }

  private void commit(long offset, Command... commands) {
    sends.prepare(List.of(commands));
    sends.send(after(offset), List.of(commands), List.of(), List.of(), new SendWindow(clock));
  }

  @Test
  void shouldRepeatEventsUntilTheyAreAcknowledgedAndMoveDispatchedOnlyThen() {
    // given
    CloudEvent event = new CloudEvent("id", "type", "source", "subject", 1, Payload.of("{}"));
    sends.send(after(1), List.of(), List.of(), List.of(event), new SendWindow(clock));

    // when
    told.getFirst().completeExceptionally(new TimeoutException("late"));
    sends.settle();
    clock.sleep(1_000);
    sends.settle();

    // then
    assertThat(told).hasSize(2);
    assertThat(sends.dispatched()).isEqualTo(Position.START);
    assertThat(sends.isIdle()).isFalse();
    told.getLast().complete(null);
    sends.settle();
    assertThat(sends.dispatched()).isEqualTo(after(1));
    assertThat(sends.isIdle()).isTrue();
  }

  @Test
  void shouldMoveDispatchedOnlyOverThePrefixThatIsAcknowledged() {
    // given
    commit(1, command(1));
    commit(2, command(2));
    commit(3, command(3));

    // when
    steps.sent.get(1).complete(101L);
    sends.settle();
    Position before = sends.dispatched();
    steps.sent.get(0).complete(105L);
    sends.settle();

    // then
    assertThat(before).isEqualTo(Position.START);
    assertThat(sends.dispatched()).isEqualTo(after(2));
  }

  @Test
  void shouldKeepTheFloorOfTheOldestUncertainCommit() {
    // given
    commit(1, command(1));
    commit(2, command(2));

    // when
    steps.sent.get(1).complete(150L);
    sends.settle();
    commit(3, command(3));

    // then
    assertThat(sends.tails()).isEqualTo(Map.of(TO, 100L));
    steps.sent.get(0).complete(151L);
    sends.settle();
    assertThat(sends.tails()).as("noted before commit 3 was sent").isEqualTo(Map.of(TO, 151L));
  }

  @Test
  void shouldSearchForACommandWhoseSendFailedAndNotSendItByHand() {
    // given
    commit(1, command(1));

    // when
    steps.sent.get(0).completeExceptionally(new TimeoutException("no answer"));
    sends.settle();

    // then
    assertThat(sends.dueForSearch()).as("at once").isEmpty();
    clock.sleep(3_000);
    assertThat(sends.dueForSearch()).containsExactly(command(1));
    assertThat(steps.sent).hasSize(1);
    assertThat(sends.dispatched()).isEqualTo(Position.START);
  }

  @Test
  void shouldRefuseToSendTwoSecondsAfterTheAppendBegan() {
    // given
    SendWindow window = new SendWindow(clock);
    clock.sleep(2_001);

    // when
    sends.prepare(List.of(command(1)));

    // then
    assertThatThrownBy(
            () -> sends.send(after(1), List.of(command(1)), List.of(), List.of(), window))
        .isInstanceOf(LaneDroppedException.class);
    assertThat(steps.sent).isEmpty();
  }
}
