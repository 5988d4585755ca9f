package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.data.JsonReference;
import io.passo.asl.history.EventPayloads;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that an installation may raise, and payloads that are kept elsewhere. */
class LanguageLimitsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final StateMachine TWO_STATES =
      DefinitionParser.parse(
              "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"},"
                  + "\"B\":{\"Type\":\"Wait\",\"Seconds\":1,\"End\":true}}}")
          .stateMachine()
          .orElseThrow();

  private static Json json(int length) {
    return Json.of(("\"" + "x".repeat(length - 2) + "\"").getBytes(StandardCharsets.UTF_8));
  }

  private static Decision start(LanguageLimits limits, Json input) {
    ExecutionStart start =
        new ExecutionStart(
            "arn:aws:states:us-east-1:000000000000:execution:m:e",
            "e",
            "arn:aws:states:us-east-1:000000000000:stateMachine:m",
            "m",
            "role",
            "0",
            input,
            NOW,
            null,
            null,
            null);
    return new DefaultInterpreter((arn, attempt) -> "t", limits)
        .decide(ExecutionState.absent(TWO_STATES), new Event.ExecutionStarted(NOW, 1, start));
  }

  @ParameterizedTest
  @CsvSource({"262144, 262144, true", "262144, 262145, false", "300000, 262145, true"})
  void shouldFailStatesWhoseOutputIsAboveTheLimit(int limit, int length, boolean runs) {
    // when
    Decision decision = start(new LanguageLimits(limit, 25_000), json(length));

    // then
    assertThat(decision.next().exists()).isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource({"4, false", "5, true"})
  void shouldFailExecutionsWhoseHistoryIsFull(long events, boolean runs) {
    assertThat(start(new LanguageLimits(262_144, events), json(10)).next().exists())
        .isEqualTo(runs);
  }

  @Test
  void shouldWriteReferencesAndReadThemBack() {
    // given
    Json input = json(10_000);
    Decision decision = start(LanguageLimits.STRICT, input);
    List<Json> payloads = new ArrayList<>();
    Payloads.forEach(decision, payloads::add);
    payloads.forEach(json -> json.keptAs(JsonReference.to(json.utf8())));

    // when
    byte[] history = new HistoryCodec().encode(decision.history());
    List<Frame> frames =
        decision.next().frames().stream().map(FrameCodec::encode).map(FrameCodec::decode).toList();

    // then
    assertThat(history).hasSizeLessThan(1_000);
    List<Json> read = new ArrayList<>();
    frames.forEach(frame -> Payloads.forEach(frame, read::add));
    for (HistoryEvent event : new HistoryCodec().decode(history)) {
      EventPayloads.forEach(event.details(), read::add);
    }
    assertThat(read)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            json -> {
              assertThat(json.isAway()).isTrue();
              assertThat(json.size()).isEqualTo(10_000);
              assertThat(json.reference()).isEqualTo(JsonReference.to(input.utf8()));
            });
  }
}
