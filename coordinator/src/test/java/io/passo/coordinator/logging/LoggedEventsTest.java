package io.passo.coordinator.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.EventType;
import io.passo.coordinator.definition.LoggingConfiguration.Level;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events each level has (operations.md §1.2). */
class LoggedEventsTest {
  private static List<EventType> logged(Level level) {
    return Arrays.stream(EventType.values()).filter(type -> LoggedEvents.has(level, type)).toList();
  }

  @Test
  void shouldLogEverythingOrNothing() {
    assertThat(logged(Level.ALL)).containsExactly(EventType.values());
    assertThat(logged(Level.OFF)).isEmpty();
  }

  @Test
  void shouldLogHowExecutionsFailWhateverTheLevel() {
    assertThat(logged(Level.FATAL))
        .containsExactlyInAnyOrder(
            EventType.EXECUTION_ABORTED, EventType.EXECUTION_FAILED, EventType.EXECUTION_TIMED_OUT);
    assertThat(logged(Level.ERROR)).containsAll(logged(Level.FATAL));
  }

  @Test
  void shouldLogWhatFailsInsideAtErrorAndNothingThatGoesWell() {
    assertThat(logged(Level.ERROR))
        .contains(
            EventType.FAIL_STATE_ENTERED,
            EventType.LAMBDA_FUNCTION_FAILED,
            EventType.TASK_SUBMIT_FAILED,
            EventType.EVALUATION_FAILED)
        .noneMatch(type -> type.name().endsWith("SUCCEEDED") || type.name().endsWith("EXITED"));
  }
}
