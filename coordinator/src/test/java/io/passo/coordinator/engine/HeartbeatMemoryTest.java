package io.passo.coordinator.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.TaskResource;
import io.passo.protocol.ExecutionKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeartbeatMemoryTest {
  private static final ExecutionKey KEY = new ExecutionKey("k");
  private static final long WRITTEN = 1_000_000;

  private final HeartbeatMemory memory = new HeartbeatMemory();

  @Test
  void shouldKeepAHeartbeatInMemoryUntilAThirdOfTheIntervalHasPassed() {
    // when
    boolean early = memory.beat(KEY, attempt(), WRITTEN + 9_999);
    long due = memory.dueAfter(KEY, 7, WRITTEN + 30_000);

    // then
    assertThat(early).isFalse();
    assertThat(due).isEqualTo(WRITTEN + 39_999);
  }

  @Test
  void shouldWriteAHeartbeatAfterAThirdOfTheInterval() {
    // given
    memory.beat(KEY, attempt(), WRITTEN + 5_000);

    // when
    boolean late = memory.beat(KEY, attempt(), WRITTEN + 10_000);

    // then the frame says when the next one is due
    assertThat(late).isTrue();
    assertThat(memory.dueAfter(KEY, 7, WRITTEN + 30_000)).isEqualTo(WRITTEN + 30_000);
  }

  @Test
  void shouldNotPutOffATimerOfWhichNothingIsKnown() {
    // when
    memory.beat(KEY, attempt(), WRITTEN + 1_000);

    // then
    assertThat(memory.dueAfter(KEY, 8, WRITTEN)).isEqualTo(WRITTEN);
    assertThat(memory.dueAfter(KEY, 7, WRITTEN + 31_000)).isEqualTo(WRITTEN + 31_000);
  }

  @Test
  void shouldIgnoreAHeartbeatOfAStateThatAsksForNone() {
    // given
    Waiting.ForAttempt none =
        new Waiting.ForAttempt(7, Waiting.Progress.STARTED, null, null, null, null, null);

    // then
    assertThat(memory.beat(KEY, open(none), WRITTEN)).isFalse();
  }

  private static OpenAttempt attempt() {
    Duration interval = Duration.ofSeconds(30);
    return open(
        new Waiting.ForAttempt(
            7,
            Waiting.Progress.STARTED,
            null,
            interval,
            null,
            Instant.ofEpochMilli(WRITTEN).plus(interval),
            null));
  }

  private static OpenAttempt open(Waiting.ForAttempt waiting) {
    return new OpenAttempt(
        Flow.before(FrameId.ROOT, "A", Json.of("{}".getBytes(UTF_8)), 0),
        waiting,
        new TaskResource.LambdaFunction("arn:aws:lambda:us-east-1:000000000000:function:f"));
  }
}
