package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.parse.DefinitionParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks for activities that are there, and for those that are not (history.md §3). */
class KnownActivitiesTest {
  private static final String KNOWN = "arn:aws:states:us-east-1:000000000000:activity:known";
  private static final String DELETED = "arn:aws:states:us-east-1:000000000000:activity:deleted";

  private final DefaultInterpreter interpreter =
      new DefaultInterpreter(
          (arn, attempt) -> "t",
          LanguageLimits.STRICT,
          TaskPermissions.ALL,
          MapRunAdmission.ALL,
          KNOWN::equals);

  @Test
  void shouldQueueATaskForAnActivityThatExists() {
    // when
    Decision decision = started(KNOWN);

    // then
    assertThat(decision.effects()).hasAtLeastOneElementOfType(Effect.ScheduleTask.class);
    assertThat(events(decision)).last().isEqualTo("3:ActivityScheduled<2");
  }

  @Test
  void shouldFailWithoutATaskWhenTheActivityDoesNotExist() {
    // when
    Decision decision = started(DELETED);

    // then
    assertThat(events(decision))
        .containsExactly("1:ExecutionStarted<0", "2:TaskStateEntered<0", "3:ExecutionFailed<2");
    assertThat(decision.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.FinishExecution.class,
            end -> {
              // A Catcher for everything does not take it.
              assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
              assertThat(end.error()).isEqualTo("States.Runtime");
              assertThat(end.cause())
                  .isEqualTo(
                      "An error occurred while executing the state 'A' (entered at the event id #2)."
                          + " The activity "
                          + DELETED
                          + " does not exist.");
            });
  }

  private Decision started(String activity) {
    String definition =
        """
        {"StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "%s", "Next": "Z",
            "Retry": [{"ErrorEquals": ["States.ALL"]}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Z"}]},
          "Z": {"Type": "Pass", "End": true}}}
        """
            .formatted(activity);
    return interpreter.decide(
        ExecutionState.absent(DefinitionParser.parse(definition).stateMachine().orElseThrow()),
        new Event.ExecutionStarted(Scenario.START, 1, Scenario.start("{}")));
  }

  private static List<String> events(Decision decision) {
    return decision.history().stream().map(KnownActivitiesTest::shown).toList();
  }

  private static String shown(HistoryEvent event) {
    return event.id() + ":" + event.type().wireName() + "<" + event.previousEventId();
  }
}
