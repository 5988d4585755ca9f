package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.engine.StepQueue.RejectedException;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the engine expects of the step log, asked of the simulated and of a real one alike. */
public abstract class StepQueueContract {
  private static final int TOO_LARGE = 3 << 20;

  /** The step log as one process sees it. */
  protected abstract StepQueue steps();

  /** The same log as another process sees it. */
  protected abstract StepQueue another();

  /** A partition of it that nobody has used. */
  protected abstract StepPartition partition();

  /** Makes a call that blocks. */
  protected abstract <T> T call(Supplier<T> call);

  /** Waits for a call that does not block. */
  protected abstract <T> T await(CompletableFuture<T> future);

  private long send(StepQueue queue, StepCommand command) {
    return await(call(() -> queue.send(partition(), command)));
  }

  private long mark(String nonce) {
    return call(() -> steps().mark(partition(), new StepMarker(3, 1, nonce)));
  }

  private Set<String> find(long from, long to) {
    return call(() -> another().find(partition(), from, to));
  }

  private long end() {
    return call(() -> steps().end(partition()));
  }

  @Test
  void shouldBeginEmpty() {
    assertThat(end()).isZero();
    assertThat(find(0, 0)).isEmpty();
  }

  @Test
  void shouldTellTheOffsetOfEachCommand() {
    // when, then
    assertThat(send(steps(), command(1, "{}"))).isZero();
    assertThat(send(steps(), command(2, "{}"))).isEqualTo(1);
    assertThat(end()).isEqualTo(2);
  }

  @Test
  void shouldPutAMarkerAboveWhatWasSent() {
    // given
    long sent = send(steps(), command(1, "{}"));

    // when, then
    assertThat(mark("a")).isEqualTo(sent + 1);
  }

  @Test
  void shouldFindCommandsOfEverySenderBelowAMarker() {
    // given
    send(steps(), command(1, "{}"));
    send(another(), command(2, "{}"));

    // when
    long marker = mark("a");

    // then
    assertThat(find(0, marker)).isEqualTo(Set.of(attempt(1), attempt(2)));
  }

  @Test
  void shouldFindNothingBelowTheFloor() {
    // given
    long sent = send(steps(), command(1, "{}"));

    // when
    long marker = mark("a");

    // then
    assertThat(find(sent + 1, marker)).isEmpty();
  }

  @Test
  void shouldFindNothingFromTheMarkerOn() {
    // given
    long marker = mark("a");

    // when
    send(steps(), command(1, "{}"));

    // then
    assertThat(find(0, marker)).isEmpty();
  }

  @Test
  void shouldNotTakeMarkersForCommands() {
    // given
    mark("a");

    // when
    long second = mark("b");

    // then
    assertThat(find(0, second)).isEmpty();
  }

  @Test
  void shouldRejectWhatCanNeverBeSent() {
    // given
    StepCommand command = command(1, "\"" + "x".repeat(TOO_LARGE) + "\"");

    // when, then
    assertThatThrownBy(() -> send(steps(), command)).hasCauseInstanceOf(RejectedException.class);
    assertThat(end()).isZero();
  }

  private static String attempt(long attempt) {
    return command(attempt, "{}").attemptId();
  }

  private static StepCommand command(long attempt, String input) {
    String arn = "arn:aws:states:us-east-1:000000000000:execution:m:e";
    return new StepCommand(
        ExecutionKey.of(arn),
        arn,
        attempt,
        "/",
        5,
        3,
        "000000000000",
        "arn:aws:states:us-east-1:000000000000:stateMachine:m",
        "S",
        "arn:aws:lambda:us-east-1:000000000000:function:f",
        Payload.of(input),
        0,
        null,
        null,
        1,
        null,
        null,
        null,
        null,
        "MDEyMzQ1Njc4OWFiY2RlZg");
  }
}
