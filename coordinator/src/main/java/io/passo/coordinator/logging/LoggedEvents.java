package io.passo.coordinator.logging;

import io.passo.asl.history.EventType;
import io.passo.coordinator.definition.LoggingConfiguration.Level;
import java.util.EnumSet;
import java.util.Set;

/** Which events are logged at which level (operations.md §1.2). */
final class LoggedEvents {
  private static final Set<EventType> FATAL =
      EnumSet.of(
          EventType.EXECUTION_ABORTED, EventType.EXECUTION_FAILED, EventType.EXECUTION_TIMED_OUT);

  private static final Set<EventType> ERROR =
      EnumSet.of(
          EventType.FAIL_STATE_ENTERED,
          EventType.LAMBDA_FUNCTION_FAILED,
          EventType.LAMBDA_FUNCTION_SCHEDULE_FAILED,
          EventType.LAMBDA_FUNCTION_START_FAILED,
          EventType.LAMBDA_FUNCTION_TIMED_OUT,
          EventType.MAP_ITERATION_ABORTED,
          EventType.MAP_ITERATION_FAILED,
          EventType.MAP_RUN_ABORTED,
          EventType.MAP_RUN_FAILED,
          EventType.MAP_STATE_ABORTED,
          EventType.MAP_STATE_FAILED,
          EventType.PARALLEL_STATE_ABORTED,
          EventType.PARALLEL_STATE_FAILED,
          EventType.TASK_FAILED,
          EventType.TASK_START_FAILED,
          EventType.TASK_STATE_ABORTED,
          EventType.TASK_SUBMIT_FAILED,
          EventType.TASK_TIMED_OUT,
          EventType.WAIT_STATE_ABORTED,
          // The published table says nothing of these.
          EventType.ACTIVITY_FAILED,
          EventType.ACTIVITY_SCHEDULE_FAILED,
          EventType.ACTIVITY_TIMED_OUT,
          EventType.EVALUATION_FAILED);

  private LoggedEvents() {}

  static boolean has(Level level, EventType type) {
    return switch (level) {
      case ALL -> true;
      case ERROR -> ERROR.contains(type) || FATAL.contains(type);
      case FATAL -> FATAL.contains(type);
      case OFF -> false;
    };
  }
}
