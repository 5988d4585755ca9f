package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.ROLE;
import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestStateTest {
  private final Service service = new Service();

  private Result test(String state, String more) {
    return service.call(
        "TestState",
        json("{'definition':'%s'%s}", escaped(state.replace('\'', '"')), more.replace('\'', '"')));
  }

  private Result function(String name, String more) {
    String function =
        "{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:%s','End':true}"
            .formatted(name);
    return test(function, ",'roleArn':'" + ROLE + "','input':'{\\'a\\':1}'" + more);
  }

  @Test
  void shouldRunAStateWithoutSideEffects() {
    // when
    Result result =
        test("{'Type':'Pass','Next':'B'}", ",'input':'[1,2]','inspectionLevel':'DEBUG'");

    // then
    assertThat(result.body().toString())
        .isEqualTo(
            json(
                "{'output':'[1,2]','inspectionData':{'input':'[1, 2]','afterInputPath':'[1, 2]',"
                    + "'afterParameters':'[1, 2]','afterResultSelector':'[1, 2]',"
                    + "'afterResultPath':'[1, 2]'},'nextState':'B','status':'SUCCEEDED'}"));
    assertThat(service.steps.called).isEmpty();
  }

  @Test
  void shouldCallTheFunctionOfAnUnmockedTask() {
    // when
    Result result = function("echo", "");

    // then
    assertThat(result.body().toString())
        .isEqualTo(json("{'output':'{\\'a\\':1}','status':'SUCCEEDED'}"));
    assertThat(service.steps.called).hasSize(1);
    assertThat(service.steps.limit).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void shouldReportTheErrorOfTheFunction() {
    // when
    Result result = function("fail", "");

    // then
    assertThat(result.body().toString())
        .isEqualTo(json("{'error':'Broken','cause':'It is broken.','status':'FAILED'}"));
  }

  @Test
  void shouldTimeOutWhenNoResultComes() {
    // when
    Result result = function("hang", "");

    // then
    assertThat(result.text("status")).isEqualTo("FAILED");
    assertThat(result.text("error")).isEqualTo("States.Timeout");
  }

  @Test
  void shouldNotCallWhatIsMocked() {
    // when
    Result result = function("echo", ",'mock':{'result':'{\\'b\\':2}'}");

    // then
    assertThat(result.text("output")).isEqualTo("{\"b\":2}");
    assertThat(service.steps.called).isEmpty();
  }

  @Test
  void shouldReportWhichCatcherTookTheError() {
    // given
    String state =
        "{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
            + "'Retry':[{'ErrorEquals':['E'],'MaxAttempts':2,'IntervalSeconds':2}],"
            + "'Catch':[{'ErrorEquals':['X'],'Next':'N'},{'ErrorEquals':['E'],'Next':'M'}],"
            + "'End':true}";
    String mock = ",'mock':{'errorOutput':{'error':'E','cause':'c'}},'inspectionLevel':'DEBUG'";

    // when
    Result retried = test(state, mock + ",'stateConfiguration':{'retrierRetryCount':1}");
    Result caught = test(state, mock + ",'stateConfiguration':{'retrierRetryCount':2}");

    // then
    assertThat(retried.text("status")).isEqualTo("RETRIABLE");
    assertThat(retried.body().at("/inspectionData/errorDetails").toString())
        .isEqualTo(json("{'retryIndex':0,'retryBackoffIntervalSeconds':4}"));
    assertThat(caught.text("status")).isEqualTo("CAUGHT_ERROR");
    assertThat(caught.text("nextState")).isEqualTo("M");
    assertThat(caught.text("output")).isEqualTo(json("{'Error':'E','Cause':'c'}"));
    assertThat(caught.body().at("/inspectionData/errorDetails/catchIndex").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Type':'Pass','End':true} | ,'mock':{'result':'1'} | ValidationException: State type 'Pass' is not supported when a mock is specified
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'mock':{} | ValidationException: A test mock should have only one of the following fields: [result, errorOutput].
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'mock':{'result':'{'} | ValidationException: Mocked result must be valid JSON
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'mock':{'result':'{\\'StatusCode\\':\\'x\\'}'} | ValidationException: Mock result schema validation error: Field 'StatusCode' must be a number
          {'Type':'Task','Resource':'arn:aws:states:::states:startExecution','End':true} | ,'mock':{'result':'{}'} | ValidationException: Mock result schema validation error: Required field 'ExecutionArn' is missing
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'mock':{'result':'{}'},'revealSecrets':true | ValidationException: TestState does not support RevealSecrets when a mock is specified.
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'mock':{'result':'{}'},'context':'{\\'X\\':1}' | ValidationException: Field 'X' is not allowed
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'mock':{'result':'{}'},'context':'{\\'Execution\\':{\\'Id\\':1}}' | ValidationException: Execution.Id must be a string
          {'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true} | ,'input':'1' | ValidationException: RoleArn must be specified when testing a Task state
          {'Type':'Pass','End':true} | ,'input':'{' | InvalidExecutionInput: Invalid State Machine Execution Input: 'Unexpected end-of-input: expected close marker for Object (start marker at [line: 1, column: 1]) at [line: 1, column: 2]'
          {'Type':'Pass','End':true} | ,'stateConfiguration':{'mapIterationFailureCount':1} | ValidationException: TestState does not support MapIterationFailureCount when a mock is not specified.
          {'Type':'Map','ItemProcessor':{'StartAt':'A','States':{'A':{'Type':'Succeed'}}},'End':true} | ,'stateConfiguration':{'mapIterationFailureCount':1} | ValidationException: TestState does not support MapIterationFailureCount when a mock is not specified.
          {'Type':'Parallel','Branches':[{'StartAt':'A','States':{'A':{'Type':'Succeed'}}}],'End':true} | ,'input':'1' | InvalidDefinition: Invalid State Machine Definition: 'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]'
          {'Type':'Parallel','Branches':[{'StartAt':'A','States':{'A':{'Type':'Succeed'}}}],'End':true} | ,'mock':{'result':'[]'} | ValidationException: Mocked result must contain the same number of items as number of Parallel branches.
          {'Type':'Parallel','Branches':[{'StartAt':'A','States':{'A':{'Type':'Succeed'}}}],'End':true} | ,'mock':{'result':'1'} | ValidationException: Mocked result must be an array.
          {'StartAt':'A','States':{'A':{'Type':'Succeed'}}} | ,'stateName':'B' | ValidationException: State not found in definition
          {'Type':'Pass'} | ,'input':'1' | InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/StateName'
          """)
  void shouldRefuseWhatIsNotLegal(String state, String more, String error) {
    assertThat(test(state, more).error()).isEqualTo(error);
  }
}
