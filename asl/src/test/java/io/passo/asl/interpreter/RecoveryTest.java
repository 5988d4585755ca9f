package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retry and Catch (asl.md §7). */
class RecoveryTest {
  private static Scenario task(String fields) {
    return given(
        "{'StartAt':'T','States':{'T':{'Type':'Task',"
            + "'Resource':'arn:aws:lambda:us-east-1:000000000000:function:f',"
            + fields
            + ",'Next':'Done'},'Done':{'Type':'Succeed'},"
            + "'Caught':{'Type':'Pass','End':true}}}");
  }

  private static Scenario catching(String names) {
    return task("'Catch':[{'ErrorEquals':[" + names + "],'Next':'Caught'}]");
  }

  @Test
  void shouldCountEachRetrierForItself() {
    // given
    var run =
        task("""
                'Retry':[{'ErrorEquals':['A','B'],'MaxAttempts':2,'IntervalSeconds':1},
                         {'ErrorEquals':['C'],'IntervalSeconds':5}],
                'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]""")
            .started("{}");

    // when
    run.failed("A", null);
    assertThat(run.timerSeconds()).containsExactly(1L);
    run.advance(ofSeconds(1)).failed("B", null);
    assertThat(run.timerSeconds()).containsExactly(2L);
    run.advance(ofSeconds(2)).failed("C", null);
    assertThat(run.timerSeconds()).containsExactly(5L);
    run.advance(ofSeconds(5)).failed("B", "last");

    // then
    run.thenSucceeded("{'Error':'B','Cause':'last'}");
    assertThat(run.effects(Effect.ScheduleTask.class))
        .extracting(Effect.ScheduleTask::retryCount)
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void shouldChainAttemptsInTheHistory() {
    // given
    var run = task("'Retry':[{'ErrorEquals':['States.ALL']}]").started("{}");

    // when
    run.failed("E", null).advance(ofSeconds(1)).succeeded("1");

    // then
    run.thenSucceeded("1");
    assertThat(run.eventsFrom(3))
        .startsWith(
            "3:LambdaFunctionScheduled<2",
            "4:LambdaFunctionStarted<3",
            "5:LambdaFunctionFailed<4",
            "6:LambdaFunctionScheduled<5",
            "7:LambdaFunctionStarted<6",
            "8:LambdaFunctionSucceeded<7",
            "9:TaskStateExited<8",
            "10:SucceedStateEntered<9");
  }

  @Test
  void shouldNotRetryWhenMaxAttemptsIsZero() {
    // given
    var run =
        task("'Retry':[{'ErrorEquals':['E'],'MaxAttempts':0},{'ErrorEquals':['States.ALL']}]")
            .started("{}");

    // when
    run.failed("E", "why");

    // then
    run.thenFailed("E", "why");
  }

  @Test
  void shouldNotExceedMaxDelay() {
    // given
    var run =
        task("'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':4,'BackoffRate':10,"
                + "'MaxDelaySeconds':30}]")
            .started("{}");

    // when
    run.failed("E", null);
    assertThat(run.timerSeconds()).containsExactly(4L);
    run.advance(ofSeconds(4)).failed("E", null);

    // then
    assertThat(run.timerSeconds()).containsExactly(30L);
  }

  @Test
  void shouldDrawTheDelayWhenJitterIsFull() {
    // given
    var run =
        task("'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':100,'JitterStrategy':'FULL'}]")
            .started("{}");

    // when
    run.failed("E", null);

    // then
    Duration delay = Duration.between(run.now(), run.state().pendingTimers().getFirst().due());
    assertThat(delay).isBetween(Duration.ZERO, ofSeconds(100)).isNotEqualTo(ofSeconds(100));
  }

  @Test
  void shouldMintAnotherTokenForEachAttempt() {
    // given
    var run =
        given(
                """
                {'StartAt':'T','States':{'T':{'Type':'Task','End':true,
                  'Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
                  'Parameters':{'QueueUrl':'q','MessageBody':{
                    't.$':'$$.Task.Token','n.$':'$$.State.RetryCount'}},
                  'Retry':[{'ErrorEquals':['States.Timeout']}],'TimeoutSeconds':10}}}""")
            .started("{}");

    // when
    run.advance(ofSeconds(11));

    // then
    assertThat(run.command().taskToken()).isEqualTo("token-6");
    assertThat(run.command().parameters().node().path("MessageBody"))
        .isEqualTo(Scenario.json("{'t':'token-6','n':1}").node());
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          E                        | 'E'                   | true
          E                        | 'X','E'               | true
          E                        | 'e'                   | false
          E                        | 'States.ALL'          | true
          E                        | 'States.TaskFailed'   | true
          States.Timeout           | 'States.TaskFailed'   | false
          States.Timeout           | 'States.Timeout'      | true
          States.Timeout           | 'States.HeartbeatTimeout' | false
          States.DataLimitExceeded | 'States.ALL'          | true
          States.Runtime           | 'States.ALL'          | false
          States.Runtime           | 'States.Runtime'      | false
          States.Permissions       | 'States.Permissions'  | true
          """)
  void shouldMatchNamesWhenATaskFails(String error, String names, boolean caught) {
    // given
    var run = catching(names).started("{}");

    // when
    run.failed(error, null);

    // then
    assertThat(run.end().status())
        .isEqualTo(caught ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED);
  }

  @Test
  void shouldCatchAMissedHeartbeatByItsOwnName() {
    // given
    var run =
        task("'HeartbeatSeconds':5,"
                + "'Catch':[{'ErrorEquals':['States.HeartbeatTimeout'],'Next':'Caught'}]")
            .started("{}");

    // when
    run.advance(ofSeconds(5));

    // then
    run.thenSucceeded("{'Error':'States.Timeout'}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Comment':''            | {'Error':'E','Cause':'c'}
          'ResultPath':'$'        | {'Error':'E','Cause':'c'}
          'ResultPath':null       | {'a':1}
          'ResultPath':'$.x.err'  | {'a':1,'x':{'err':{'Error':'E','Cause':'c'}}}
          """)
  void shouldPlaceTheErrorOutput(String field, String output) {
    // given
    var run =
        task("'InputPath':'$.a','OutputPath':'$.no.such.path',"
                + "'Catch':[{'ErrorEquals':['E'],'Next':'Caught',"
                + field
                + "}]")
            .started("{'a':1}");

    // when
    run.failed("E", "c");

    // then
    run.thenSucceeded(output);
    assertThat(run.eventsFrom(6)).startsWith("6:TaskStateExited<5", "7:PassStateEntered<6");
  }

  @Test
  void shouldCatchAMissingParameterByName() {
    // given
    var run =
        task(
            "'Parameters':{'p.$':'$.no'},"
                + "'Retry':[{'ErrorEquals':['States.ALL']}],"
                + "'Catch':[{'ErrorEquals':['States.ParameterPathFailure'],'Next':'Caught'}]");

    // when
    run.started("{}");

    // then
    assertThat(run.end().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(run.events()).contains("3:TaskStateExited<2", "4:PassStateEntered<3");
  }

  @Test
  void shouldNotCatchAMissingParameterByAll() {
    // given
    var run =
        task(
            "'Parameters':{'p.$':'$.no'},"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]");

    // when
    run.started("{}");

    // then
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'T' (entered at the event id #2). The JSONPath"
            + " '$.no' specified for the field 'p.$' could not be found in the input '{}'");
  }
}
