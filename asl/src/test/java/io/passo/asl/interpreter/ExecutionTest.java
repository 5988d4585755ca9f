package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static io.passo.asl.interpreter.Scenario.givenState;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.state.DefaultInterpreter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a whole execution: its ends, its limits, and events it does not know. */
class ExecutionTest {
  private static final String FUNCTION =
      "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Error':'E','Cause':'C'                                   | E   | C
          'Error':'E'                                               | E   |
          'Comment':''                                              |     |
          'ErrorPath':'$.e','CausePath':'$.c'                       | err | why
          'ErrorPath':'$$.State.Name','CausePath':'$$.StateMachine.Name' | S | machine
          "ErrorPath":"$.e","CausePath":"States.Format('{}!', $.c)" | err | why!
          """)
  void shouldFailWithErrorAndCause(String fields, String error, String cause) {
    // given
    var run =
        given(
            "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Fail\","
                + Scenario.quoted(fields)
                + "}}}");

    // when
    run.started("{'e':'err','c':'why'}");

    // then
    run.thenFailed(error, cause);
    assertThat(run.events())
        .containsExactly("1:ExecutionStarted<0", "2:FailStateEntered<0", "3:ExecutionFailed<2");
  }

  @Test
  void shouldFailWhenTheErrorPathSelectsNothing() {
    // given
    var run = given("{'StartAt':'S','States':{'S':{'Type':'Fail','ErrorPath':'$.no'}}}");

    // when
    run.started("{}");

    // then
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'S' (entered at the event id #2). The JSONPath"
            + " '$.no' specified for the field 'ErrorPath' could not be found in the input '{}'");
  }

  @Test
  void shouldAbortWhenStopped() {
    // given
    var run = givenState(FUNCTION).started("{}");

    // when
    run.stopped("Op", "by hand");

    // then
    assertThat(run.end().status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(run.end().error()).isEqualTo("Op");
    assertThat(run.end().cause()).isEqualTo("by hand");
    assertThat(run.eventsFrom(4))
        .containsExactly("4:LambdaFunctionStarted<3", "5:ExecutionAborted<0");
    assertThat(run.effects(Effect.CancelTask.class)).hasSize(1);
    assertThat(run.state().exists()).isFalse();
  }

  @Test
  void shouldNotSayThatAWorkerHasBegunWhenStopped() {
    // given
    var run =
        givenState("'Type':'Task','Resource':'arn:aws:states:us-east-1:000000000000:activity:a'")
            .started("{}");

    // when
    run.stopped(null, null);

    // then
    assertThat(run.eventsFrom(3)).containsExactly("3:ActivityScheduled<2", "4:ExecutionAborted<0");
  }

  @Test
  void shouldSayThatCallsHaveBegunWhenTheMachineTimesOut() {
    // given
    var run =
        given(
                "{'StartAt':'P','TimeoutSeconds':60,'States':{'P':{'Type':'Parallel','End':true,"
                    + "'Branches':[{'StartAt':'A','States':{'A':{"
                    + FUNCTION
                    + ",'End':true}}},{'StartAt':'B','States':{'B':{"
                    + FUNCTION
                    + ",'End':true}}}]}}}")
            .started("{}");

    // when
    run.advance(ofSeconds(60));

    // then
    assertThat(run.eventsFrom(4))
        .containsExactly(
            "4:TaskStateEntered<3",
            "5:LambdaFunctionScheduled<4",
            "6:TaskStateEntered<3",
            "7:LambdaFunctionScheduled<6",
            "8:LambdaFunctionStarted<5",
            "9:LambdaFunctionStarted<7",
            "10:ExecutionTimedOut<0");
  }

  @Test
  void shouldTimeOutWhenTheMachineSaysSo() {
    // given
    var run =
        given(
                "{'StartAt':'S','TimeoutSeconds':60,'States':{'S':{'Type':'Wait','Seconds':99,"
                    + "'End':true}}}")
            .started("{}");

    // when
    run.advance(ofSeconds(60));

    // then
    assertThat(run.end().status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(run.end().error()).isEqualTo("States.Timeout");
    assertThat(run.eventsFrom(3)).containsExactly("3:ExecutionTimedOut<0");
  }

  @Test
  void shouldFailWhenTheEngineCannotGoOn() {
    // given
    var run = givenState(FUNCTION).started("{}");

    // when
    run.when(new Event.EngineFailed(run.now(), 1, "quarantined"));

    // then
    run.thenFailed("States.Runtime", "quarantined");
  }

  @Test
  void shouldStartAndFailWhenTheEngineCannotProcessTheStart() {
    // given
    var run = givenState(FUNCTION);

    // when
    run.when(new Event.EngineFailed(run.now(), 1, "quarantined", Scenario.start("{}")));

    // then
    run.thenFailed("States.Runtime", "quarantined");
    assertThat(run.events()).containsExactly("1:ExecutionStarted<0", "2:ExecutionFailed<1");
  }

  @Test
  void shouldGoOnByATimerWhenOneCallIsNotEnough() {
    // given
    var run = given(loop(1200));

    // when
    run.started("{'n':0}");

    // then
    run.thenRuns();
    assertThat(run.history()).hasSizeLessThan(1100);
    assertThat(run.state().pendingTimers())
        .singleElement()
        .satisfies(
            timer -> {
              assertThat(timer.id().kind()).isEqualTo(TimerKind.CONTINUE);
              assertThat(timer.due()).isEqualTo(run.now());
            });
    run.advance(ofMillis(0)).thenSucceeded("{'n':1200}");
  }

  @Test
  void shouldCutACallWhenItsPayloadsAreLarge() {
    // given
    var run =
        given(
            "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass',"
                + "'Next':'C'},'C':{'Type':'Pass','End':true}}}");
    String large = "'" + "a".repeat(200_000) + "'";

    // when
    run.started(large);

    // then
    run.thenRuns();
    run.advance(ofMillis(0)).thenSucceeded(large);
  }

  @Test
  void shouldFailWhenTheHistoryIsFull() {
    // given
    var run = given(loop(100_000)).started("{'n':0}");

    // when
    run.advance(ofSeconds(1));

    // then
    assertThat(run.end().error()).isEqualTo("States.Runtime");
    assertThat(run.history()).hasSize(25_000);
    assertThat(run.events().getLast()).isEqualTo("25000:ExecutionFailed<24999");
  }

  /** Counts in a loop of two states until {@code times}. */
  private static String loop(int times) {
    return """
    {"StartAt":"Add","States":{
      "Add":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Next":"Enough"},
      "Enough":{"Type":"Choice","Choices":[
        {"Variable":"$.n","NumericGreaterThanEquals":%d,"Next":"Done"}],"Default":"Add"},
      "Done":{"Type":"Succeed"}}}"""
        .formatted(times);
  }

  @Test
  void shouldIgnoreEventsOfAnExecutionThatDoesNotRun() {
    // given
    var run = givenState("'Type':'Wait','Seconds':1");
    TimerId timer = new TimerId(FrameId.ROOT, TimerKind.WAIT, 2);
    List<Event> events =
        List.of(
            new Event.StopRequested(run.now(), 1, null, null),
            new Event.TimerFired(run.now(), 1, timer),
            new Event.TaskSucceeded(run.now(), 1, 3, Scenario.json("1")),
            new Event.EngineFailed(run.now(), 1, "x"));

    for (Event event : events) {
      // when
      run.when(event);

      // then
      assertThat(run.last().isEmpty()).isTrue();
    }
  }

  @Test
  void shouldKeepASmallExecutionInThreeSmallFrames() {
    // given
    var run = givenState(FUNCTION);

    // when
    run.started("{'orderId':'o-1'}");

    // then
    assertThat(run.last().changes()).hasSize(3);
    int flow = FrameCodec.encode(run.state().frame(FrameId.ROOT).orElseThrow()).length;
    assertThat(flow).isLessThan(80);
  }

  @Test
  void shouldReplayToTheSameDecisions() {
    // given
    var interpreter = new DefaultInterpreter((arn, attempt) -> "t");
    var run = givenState(FUNCTION + ",'Retry':[{'ErrorEquals':['States.ALL']}]").started("{}");
    run.failed("E", null).advance(ofSeconds(1)).succeeded("1");
    ExecutionState state = ExecutionState.absent(run.state().machine());
    List<Event> events =
        List.of(
            new Event.ExecutionStarted(Scenario.START, 1, Scenario.start("{}")),
            new Event.TaskFailed(Scenario.START, 2, 3, Event.FailureKind.FAILED, "E", null),
            new Event.TimerFired(
                Scenario.START.plusSeconds(1), 3, new TimerId(FrameId.ROOT, TimerKind.RETRY, 5)),
            new Event.TaskSucceeded(Scenario.START.plusSeconds(1), 4, 6, Scenario.json("1")));

    // when
    List<io.passo.asl.history.HistoryEvent> replayed = new java.util.ArrayList<>();
    for (Event event : events) {
      Decision decision = interpreter.decide(state, event);
      replayed.addAll(decision.history());
      state = decision.next();
    }

    // then
    assertThat(replayed).isEqualTo(run.history());
  }
}
