package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static io.passo.asl.interpreter.Scenario.givenState;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.Event.FailureKind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Task: attempts, their histories, time-outs (asl.md §6.6, history.md §3). */
class TaskTest {
  private static final String FUNCTION =
      "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'";
  private static final String INVOKE =
      "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f'}";
  private static final String CALLBACK =
      "'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
          + "'Parameters':{'QueueUrl':'q','MessageBody':{'t.$':'$$.Task.Token'}}";
  private static final String ACTIVITY =
      "'Type':'Task','Resource':'arn:aws:states:us-east-1:000000000000:activity:a'";

  @Test
  void shouldWriteFunctionEventsWhenAFunctionIsCalledDirectly() {
    // given
    var run = givenState(FUNCTION).started("{'a':1}");

    // when
    run.succeeded("{'b':2}");

    // then
    run.thenSucceeded("{'b':2}");
    assertThat(run.effects(Effect.CancelTask.class)).isEmpty();
    assertThat(run.events())
        .containsExactly(
            "1:ExecutionStarted<0",
            "2:TaskStateEntered<0",
            "3:LambdaFunctionScheduled<2",
            "4:LambdaFunctionStarted<3",
            "5:LambdaFunctionSucceeded<4",
            "6:TaskStateExited<5",
            "7:ExecutionSucceeded<6");
  }

  @Test
  void shouldWriteTaskEventsWhenAServiceIsCalled() {
    // given
    var run = givenState(INVOKE).started("{}");

    // when
    run.succeeded("{}");

    // then
    assertThat(run.eventsFrom(3))
        .containsExactly(
            "3:TaskScheduled<2",
            "4:TaskStarted<3",
            "5:TaskSucceeded<4",
            "6:TaskStateExited<5",
            "7:ExecutionSucceeded<6");
    assertThat(run.history().get(2).details())
        .isEqualTo(
            new Details.TaskScheduled(
                "lambda",
                "invoke",
                "us-east-1",
                Scenario.json("{'FunctionName':'f'}"),
                null,
                null,
                null));
  }

  @Test
  void shouldScheduleWithAllThatAWorkerNeeds() {
    // given
    var run = givenState(INVOKE + ",'TimeoutSeconds':30,'HeartbeatSecondsPath':'$.hb'");

    // when
    run.started("{'hb':10}");

    // then
    Effect.ScheduleTask command = run.command();
    assertThat(command.attempt()).isEqualTo(3);
    assertThat(command.frame()).isEqualTo(FrameId.ROOT);
    assertThat(command.visit()).isEqualTo(2);
    assertThat(command.timeout()).isEqualTo(ofSeconds(30));
    assertThat(command.heartbeat()).isEqualTo(ofSeconds(10));
    assertThat(command.taskToken()).isNull();
    assertThat(run.timerSeconds()).containsExactly(10L, 30L);
  }

  @Test
  void shouldUseTheRoleOfTheCredentials() {
    // given
    var run = givenState(INVOKE + ",'Credentials':{'RoleArn.$':'$.role'}");

    // when
    run.started("{'role':'arn:aws:iam::1:role/x'}");

    // then
    assertThat(run.command().credentialsRoleArn()).isEqualTo("arn:aws:iam::1:role/x");
  }

  @Test
  void shouldTellWhenTheWorkerBegan() {
    // given
    var run = givenState(FUNCTION).started("{}");
    Instant began = Scenario.START.plusMillis(300);

    // when
    run.advance(ofSeconds(1))
        .when(new Event.TaskSucceeded(run.now(), 1, 3, Scenario.json("1"), began));

    // then
    assertThat(run.history().get(3).timestamp()).isEqualTo(began);
    assertThat(run.history().get(4).timestamp()).isEqualTo(Scenario.START.plusSeconds(1));
  }

  @Test
  void shouldGiveATokenAndWaitWhenACallbackIsSubmitted() {
    // given
    var run = givenState(CALLBACK).started("{}");

    // when
    run.submitted("{'MessageId':'m'}").succeeded("{'approved':true}");

    // then
    run.thenSucceeded("{'approved':true}");
    assertThat(run.command().taskToken()).isEqualTo("token-3");
    assertThat(run.command().parameters())
        .isEqualTo(Scenario.json("{'QueueUrl':'q','MessageBody':{'t':'token-3'}}"));
    assertThat(run.eventsFrom(3))
        .containsExactly(
            "3:TaskScheduled<2",
            "4:TaskStarted<3",
            "5:TaskSubmitted<4",
            "6:TaskSucceeded<5",
            "7:TaskStateExited<6",
            "8:ExecutionSucceeded<7");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'ResultSelector':{'t.$':'$$.Task.Token'}",
        "'Assign':{'t.$':'$$.Task.Token'},'ResultSelector':{'t':'token-3'}"
      })
  void shouldShowTheTokenToEveryFieldOfACallback(String fields) {
    // given
    var run = givenState(CALLBACK + "," + fields).started("{}").submitted("{}");

    // when
    run.succeeded("{}");

    // then
    run.thenSucceeded("{'t':'token-3'}");
  }

  @Test
  void shouldShowTheTokenToACatcherButNotToTheNextState() {
    // given
    var run =
        given(
                "{'StartAt':'A','States':{'A':{"
                    + CALLBACK
                    + ",'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B',"
                    + "'Assign':{'t.$':'$$.Task.Token'}}],'Next':'B'},'B':{'Type':'Pass',"
                    + "'Parameters':{'t.$':'$t','context.$':'$$'},'OutputPath':'$.context.Task','End':true}}}")
            .started("{}")
            .submitted("{}");

    // when
    run.failed("E", null);

    // then
    assertThat(run.history())
        .filteredOn(event -> event.type() == EventType.TASK_STATE_EXITED)
        .singleElement()
        .extracting(event -> ((Details.StateExited) event.details()).assignedVariables())
        .isEqualTo(Map.of("t", Scenario.json("'token-3'")));
    assertThat(run.end().cause()).endsWith("No results for path: $['context']['Task']");
  }

  @Test
  void shouldTakeTheCallbackWhenItOvertakesTheSubmission() {
    // given
    var run = givenState(CALLBACK).started("{}");

    // when
    run.succeeded("1").when(new Event.TaskSubmitted(run.now(), 1, 3, Scenario.json("{}")));

    // then
    run.thenSucceeded("1");
    assertThat(run.last().isEmpty()).isTrue();
  }

  @Test
  void shouldKeepAnActivityTaskUntilAWorkerGetsIt() {
    // given
    var run =
        givenState(ACTIVITY + ",'TimeoutSeconds':60,'HeartbeatSeconds':20").started("{'a':1}");
    OpenAttempt waiting = run.attempt();

    // when
    run.advance(ofSeconds(1000)).taken("worker-1");

    // then
    assertThat(waiting.isWaitingActivity()).isTrue();
    assertThat(waiting.waiting().activity().input()).isEqualTo(Scenario.json("{'a':1}"));
    assertThat(run.attempt().isWaitingActivity()).isFalse();
    assertThat(run.timerSeconds()).containsExactly(20L, 60L);
    run.succeeded("{}").thenSucceeded("{}");
    assertThat(run.eventsFrom(3))
        .containsExactly(
            "3:ActivityScheduled<2",
            "4:ActivityStarted<3",
            "5:ActivitySucceeded<4",
            "6:TaskStateExited<5",
            "7:ExecutionSucceeded<6");
  }

  @Test
  void shouldHandOutAnActivityTaskOnlyOnce() {
    // given
    var run = givenState(ACTIVITY).started("{}").taken("worker-1");

    // when
    run.taken("worker-2");

    // then
    assertThat(run.last().isEmpty()).isTrue();
  }

  @Test
  void shouldTimeOutWhenNoResultComesInTime() {
    // given
    var run = givenState(FUNCTION + ",'TimeoutSeconds':5").started("{}");

    // when
    run.advance(ofSeconds(5));

    // then
    run.thenFailed("States.Timeout", null);
    assertThat(run.eventsFrom(4))
        .containsExactly(
            "4:LambdaFunctionStarted<3", "5:LambdaFunctionTimedOut<4", "6:ExecutionFailed<5");
    assertThat(run.effects(Effect.CancelTask.class))
        .extracting(Effect.CancelTask::attempt)
        .containsExactly(3L);
  }

  @Test
  void shouldStartTheClockAgainWhenAWorkerReportsItsStart() {
    // given
    var run = givenState(FUNCTION + ",'TimeoutSeconds':5").started("{}").advance(ofSeconds(4));

    // when
    run.taken(null).advance(ofSeconds(4));

    // then
    run.thenRuns();
    run.advance(ofSeconds(1)).thenFailed("States.Timeout", null);
  }

  @Test
  void shouldLiveAsLongAsHeartbeatsCome() {
    // given
    var run = givenState(CALLBACK + ",'HeartbeatSeconds':10").started("{}").submitted("{}");

    // when
    run.advance(ofSeconds(9)).heartbeat().advance(ofSeconds(9)).heartbeat().advance(ofSeconds(9));

    // then
    run.thenRuns();
    run.advance(ofSeconds(1)).thenFailed("States.Timeout", null);
    assertThat(run.eventsFrom(6)).containsExactly("6:TaskTimedOut<5", "7:ExecutionFailed<6");
  }

  @Test
  void shouldIgnoreTheOldMomentOfAHeartbeatTimer() {
    // given
    var run = givenState(CALLBACK + ",'HeartbeatSeconds':10").started("{}");
    Timer old = run.state().pendingTimers().getFirst();
    run.advance(ofSeconds(9)).heartbeat();

    // when
    run.when(new Event.TimerFired(old.due(), 1, old.id()));

    // then
    assertThat(run.last().isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "FAILED,         LambdaFunctionFailed",
    "TIMED_OUT,      LambdaFunctionTimedOut",
    "SCHEDULE_FAILED,LambdaFunctionScheduleFailed",
    "START_FAILED,   LambdaFunctionStartFailed"
  })
  void shouldNameTheFailureOfAFunctionByItsKind(FailureKind kind, String type) {
    // given
    var run = givenState(FUNCTION).started("{}");

    // when
    run.failed(3, kind, "E", "why");

    // then
    run.thenFailed("E", "why");
    assertThat(run.history().get(run.history().size() - 2).type().wireName()).isEqualTo(type);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "FAILED,       '4:TaskStarted<3,5:TaskFailed<4'",
    "TIMED_OUT,    '4:TaskStarted<3,5:TaskTimedOut<4'",
    "SUBMIT_FAILED,'4:TaskStarted<3,5:TaskSubmitFailed<4'",
    "START_FAILED, '4:TaskStartFailed<3'"
  })
  void shouldNameTheFailureOfAServiceByItsKind(FailureKind kind, String events) {
    // given
    var run = givenState(CALLBACK).started("{}");

    // when
    run.failed(3, kind, "E", null);

    // then
    assertThat(String.join(",", run.eventsFrom(4))).startsWith(events);
  }

  @Test
  void shouldFailWithoutAnErrorWhenTheCallerGivesNone() {
    // given
    var run = givenState(ACTIVITY).started("{}").taken(null);

    // when
    run.failed(null, null);

    // then
    run.thenFailed(null, null);
  }

  @Test
  void shouldFailWhenTheResultIsTooLarge() {
    // given
    var run = givenState(FUNCTION).started("{}");

    // when
    run.succeeded("'" + "a".repeat(262_143) + "'");

    // then
    run.thenFailed(
        "States.DataLimitExceeded",
        "The state/task 'arn:aws:lambda:us-east-1:000000000000:function:f' returned a result with a"
            + " size exceeding the maximum number of bytes service limit.");
    assertThat(run.eventsFrom(5))
        .containsExactly("5:LambdaFunctionFailed<4", "6:ExecutionFailed<5");
  }

  @Test
  void shouldFailWhenTheParametersAreTooLarge() {
    // given
    var run =
        givenState(
            "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                + "'Parameters':{'FunctionName':'f','Payload':{'a.$':'$','b.$':'$'}}");

    // when
    run.started("'" + "a".repeat(140_000) + "'");

    // then
    assertThat(run.end().error()).isEqualTo("States.DataLimitExceeded");
    assertThat(run.eventsFrom(3)).containsExactly("3:ExecutionFailed<2");
  }

  @Test
  void shouldAcceptAResultOfExactlyTheLimit() {
    // given
    var run = givenState(FUNCTION).started("{}");

    // when
    run.succeeded("'" + "a".repeat(262_142) + "'");

    // then
    assertThat(run.end().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldFailBehindTheResultWhenItCannotBeProcessed() {
    // given
    var run = givenState(FUNCTION + ",'OutputPath':'$.no'").started("{}");

    // when
    run.succeeded("{}");

    // then
    assertThat(run.eventsFrom(5))
        .containsExactly("5:LambdaFunctionSucceeded<4", "6:ExecutionFailed<5");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'TimeoutSecondsPath':'$.x'   | {}        | The TimeoutSecondsPath parameter does not reference an input value: $.x
          'HeartbeatSecondsPath':'$.x' | {'x':'a'} | The HeartbeatSecondsPath parameter cannot be parsed as a long value: $.x == a
          'TimeoutSecondsPath':'$.x'   | {'x':0}   | The TimeoutSecondsPath parameter must reference a value between 1 and 99999999: $.x == 0
          'TimeoutSecondsPath':'$.x'   | {'x':9000000000000000000} | The TimeoutSecondsPath parameter must reference a value between 1 and 99999999: $.x == 9000000000000000000
          'HeartbeatSecondsPath':'$.x' | {'x':0}   | The HeartbeatSecondsPath parameter must reference a value between 1 and 99999999: $.x == 0
          """)
  void shouldFailWhenATimeOutCannotBeRead(String field, String input, String cause) {
    // given
    var run = givenState(FUNCTION + "," + field);

    // when
    run.started(input);

    // then
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'S' (entered at the event id #2). " + cause);
  }

  @Test
  void shouldIgnoreResultsOfOtherAttempts() {
    // given
    var run = givenState(FUNCTION).started("{}");

    // when
    run.succeeded(99, "{}");

    // then
    assertThat(run.last().isEmpty()).isTrue();
    run.thenRuns();
  }
}
