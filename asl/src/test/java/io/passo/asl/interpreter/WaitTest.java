package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.givenState;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wait (asl.md §6.4). */
class WaitTest {
  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Seconds':5                              | {}                             | PT5S
          'SecondsPath':'$.s'                      | {'s':3}                        | PT3S
          'SecondsPath':'$$.Execution.Input.s'     | {'s':4}                        | PT4S
          'Timestamp':'2026-01-01T00:01:00Z'       | {}                             | PT1M
          'Timestamp':'2026-01-01T01:00:30+01:00'  | {}                             | PT30S
          'TimestampPath':'$.t'                    | {'t':'2026-01-01T00:00:01.5Z'} | PT1.5S
          'TimestampPath':'$.t'                    | {'t':'2026-01-01T00:00:01.000000001Z'} | PT1.001S
          """)
  void shouldWaitUntilItsTimeHasCome(String field, String input, Duration duration) {
    // given
    var run = givenState("'Type':'Wait'," + field).started(input);

    // when
    run.advance(duration.minusMillis(1));

    // then
    run.thenRuns();
    assertThat(run.events()).containsExactly("1:ExecutionStarted<0", "2:WaitStateEntered<0");
    run.advance(ofMillis(1)).thenSucceeded(input);
    assertThat(run.eventsFrom(3)).containsExactly("3:WaitStateExited<2", "4:ExecutionSucceeded<3");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Seconds':0
          'SecondsPath':'$.zero'
          'Timestamp':'2025-12-31T23:59:59Z'
          'TimestampPath':'$.past'
          """)
  void shouldGoOnAtOnceWhenThereIsNothingToWaitFor(String field) {
    // given
    var run = givenState("'Type':'Wait','OutputPath':'$.zero'," + field);

    // when
    run.started("{'zero':0,'past':'2020-01-01T00:00:00Z'}");

    // then
    run.thenSucceeded("0");
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'SecondsPath':'$.x'   | {'x':-1}     | The SecondsPath parameter references a negative value: $.x == -1
          'SecondsPath':'$.x'   | {'x':1.5}    | The SecondsPath parameter cannot be parsed as a long value: $.x == 1.5
          'SecondsPath':'$.x'   | {'x':'five'} | The SecondsPath parameter cannot be parsed as a long value: $.x == five
          'SecondsPath':'$.x'   | {}           | The SecondsPath parameter does not reference an input value: $.x
          'TimestampPath':'$.x' | {'x':'2016-12-05 21:29:29Z'} | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.x == 2016-12-05 21:29:29Z
          'TimestampPath':'$.x' | {'x':7}      | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.x == 7
          'TimestampPath':'$.x' | {'x':'2200-01-01T00:00:00Z'} | Wait state delay is too long.
          'SecondsPath':'$.x'   | {'x':9223372036854775807}    | Wait state delay is too long.
          """)
  void shouldFailWhenTheTimeCannotBeRead(String field, String input, String cause) {
    // given
    var run = givenState("'Type':'Wait'," + field);

    // when
    run.started(input);

    // then
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'S' (entered at the event id #2). " + cause);
  }

  @Test
  void shouldAcceptAWaitOfManyYears() {
    // given
    var run = givenState("'Type':'Wait','TimestampPath':'$.t'");

    // when
    run.started("{'t':'" + Scenario.START.plus(ofDays(24_855)) + "'}");

    // then
    run.thenRuns();
  }

  @Test
  void shouldIgnoreATimerThatIsNotDue() {
    // given
    var run = givenState("'Type':'Wait','Seconds':5").started("{}");
    TimerId timer = run.state().pendingTimers().getFirst().id();

    // when
    run.when(new Event.TimerFired(run.now().plus(ofSeconds(4)), 9, timer));

    // then
    assertThat(run.last().isEmpty()).isTrue();
  }
}
