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
    Decision decision = started("arn:aws:states:::lambda:invoke", "E");

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
    Decision decision = started("arn:aws:lambda:us-east-1:000000000000:function:f", "E");

    // then
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .contains("LAMBDA_FUNCTION_SCHEDULE_FAILED");
  }

  @Test
  void shouldBoundALoopOfRefusals() {
    // when
    Decision decision = started("arn:aws:states:::lambda:invoke", "S");

    // then
    assertThat(decision.next().pendingTimers()).isNotEmpty();
    assertThat(decision.history()).hasSizeLessThan(5_000);
  }

  private Decision started(String resource, String caught) {
    StateMachine machine =
        DefinitionParser.parse(
                Scenario.quoted(
                    """
                {'StartAt':'S','States':{
                  'S':{'Type':'Task','Resource':'%s','Parameters':{'FunctionName':'f'},
                    'Catch':[{'ErrorEquals':['States.Permissions'],'Next':'%s'}],'End':true},
                  'E':{'Type':'Pass','End':true}}}
                """
                        .formatted(resource, caught)))
            .stateMachine()
            .orElseThrow();
    return interpreter.decide(
        ExecutionState.absent(machine),
        new Event.ExecutionStarted(Scenario.START, 1, Scenario.start("{}")));
  }
}
