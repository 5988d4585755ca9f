package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that the role of their execution may not carry out. */
class TaskPermissionsTest {
  private final DefaultInterpreter interpreter =
      new DefaultInterpreter(
          (arn, attempt) -> "t",
          LanguageLimits.STRICT,
          (start, resource, parameters, role) -> Optional.of("may not: " + parameters.text()));

  @Test
  void shouldFailARefusedAttemptWithoutACommand() {
    // when
    Decision decision = startedTask("arn:aws:states:::lambda:invoke", "E");

    // then
    assertThat(decision.effects()).noneMatch(Effect.ScheduleTask.class::isInstance);
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .containsExactly(
            "EXECUTION_STARTED",
            "TASK_STATE_ENTERED",
            "TASK_SCHEDULED",
            "TASK_START_FAILED",
            "TASK_STATE_EXITED",
            "PASS_STATE_ENTERED",
            "PASS_STATE_EXITED",
            "EXECUTION_SUCCEEDED");
    assertThat(decision.history().get(3).toString())
        .contains("States.Permissions", "may not: {\"FunctionName\":\"f\"}");
  }

  @Test
  void shouldCallItScheduleFailedOfAFunction() {
    // when
    Decision decision = startedTask("arn:aws:lambda:us-east-1:000000000000:function:f", "E");

    // then
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .contains("LAMBDA_FUNCTION_SCHEDULE_FAILED");
  }

  @Test
  void shouldBoundALoopOfRefusals() {
    // when
    Decision decision = startedTask("arn:aws:states:::lambda:invoke", "S");

    // then
    assertThat(decision.next().pendingTimers()).isNotEmpty();
    assertThat(decision.history()).hasSizeLessThan(5_000);
  }

  @Test
  void shouldFailADistributedMapWhoseChildrenMayNotBeStarted() {
    // given
    String definition =
        """
        {'StartAt':'M','States':{
          'M':{'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
            'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}}}}
        """;

    // when
    Decision decision = started(definition, "[1]");

    // then
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .containsExactly(
            "EXECUTION_STARTED", "MAP_STATE_ENTERED", "MAP_STATE_FAILED", "EXECUTION_FAILED");
    assertThat(decision.history().getLast().toString())
        .contains(
            "States.Permissions",
            "may not: {\"StateMachineArn\":\"" + Scenario.start("[1]").stateMachineArn() + "\"}");
  }

  private Decision startedTask(String resource, String caught) {
    return started(
        """
        {'StartAt':'S','States':{
          'S':{'Type':'Task','Resource':'%s','Parameters':{'FunctionName':'f'},
            'Catch':[{'ErrorEquals':['States.Permissions'],'Next':'%s'}],'End':true},
          'E':{'Type':'Pass','End':true}}}
        """
            .formatted(resource, caught),
        "{}");
  }

  private Decision started(String definition, String input) {
    StateMachine machine =
        DefinitionParser.parse(Scenario.quoted(definition)).stateMachine().orElseThrow();
    return interpreter.decide(
        ExecutionState.absent(machine),
        new Event.ExecutionStarted(Scenario.START, 1, Scenario.start(input)));
  }
}
