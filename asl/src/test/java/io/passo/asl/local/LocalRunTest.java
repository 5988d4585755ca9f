package io.passo.asl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.parse.DefinitionParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRunTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CALL =
      """
      StartAt: Call
      States:
        Call:
          Type: Task
          Resource: arn:aws:lambda:us-east-1:000000000000:function:f
          TimeoutSeconds: 10
          Retry: [{ErrorEquals: [States.Timeout], MaxAttempts: 1, IntervalSeconds: 5}]
          End: true
      """;

  private static LocalResult run(String definition, LocalCalls calls) {
    StateMachine machine =
        DefinitionParser.parse(definition, DefinitionFormat.YAML).stateMachine().orElseThrow();
    ExecutionStart start =
        new ExecutionStart(
            "arn:aws:states:us-east-1:000000000000:execution:m:e",
            "e",
            "arn:aws:states:us-east-1:000000000000:stateMachine:m",
            "m",
            "arn:aws:iam::000000000000:role/r",
            "0",
            Json.EMPTY_OBJECT,
            START,
            null,
            null,
            null);
    return new LocalRun(new DefaultInterpreter((arn, attempt) -> "t"), calls, 0)
        .run(machine, start);
  }

  private static LocalCalls after(Duration delay) {
    return (execution, call) ->
        List.of(
            new LocalCalls.Reply(
                delay,
                (at, seed) ->
                    new Event.TaskSucceeded(
                        at, seed, call.attempt(), Json.of(call.parameters().node()))));
  }

  @Test
  void shouldJumpToWhateverHappensNext() {
    // when
    LocalResult result = run(CALL, after(Duration.ofSeconds(9)));

    // then
    assertThat(result.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(result.stopDate()).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void shouldTimeOutWhenTheAnswerIsLate() {
    // when
    LocalResult result = run(CALL, after(Duration.ofSeconds(11)));

    // then
    assertThat(result.error()).isEqualTo("States.Timeout");
    assertThat(result.stopDate()).isEqualTo(START.plusSeconds(10 + 5 + 10));
  }

  @Test
  void shouldGiveTheSameRunOfTheSameSeed() {
    // given
    String random =
        """
        StartAt: A
        States:
          A: {Type: Pass, Parameters: {"id.$": States.UUID()}, Next: B}
          B: {Type: Wait, Seconds: 1, Next: C}
          C: {Type: Pass, Parameters: {"a.$": $.id, "c.$": States.UUID()}, End: true}
        """;

    // when
    Json once = run(random, after(Duration.ZERO)).output();
    Json again = run(random, after(Duration.ZERO)).output();

    // then
    assertThat(once).isNotNull().isEqualTo(again);
    assertThat(once.node().get("a")).isNotEqualTo(once.node().get("c"));
  }

  @Test
  void shouldNotRunForever() {
    // given
    String circle =
        """
        StartAt: A
        States:
          A: {Type: Wait, Seconds: 0, Next: B}
          B: {Type: Pass, Next: A}
        """;

    // when
    LocalResult full = run(circle, after(Duration.ZERO));

    // then
    assertThat(full.error()).isEqualTo("States.Runtime");
    assertThat(full.history()).hasSize(25_000);
  }

  @Test
  void shouldSayWhatItWaitsForWhenNothingComes() {
    // when, then
    assertThatThrownBy(
            () -> run(CALL.replace("TimeoutSeconds: 10", ""), (execution, call) -> List.of()))
        .isInstanceOf(EndlessException.class)
        .hasMessageContaining("'Call'");
  }
}
