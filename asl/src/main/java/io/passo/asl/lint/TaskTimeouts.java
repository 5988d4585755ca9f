package io.passo.asl.lint;

import io.passo.asl.model.State;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.util.function.Consumer;

/** A Task that waits for somebody else without a time limit waits up to a year. */
final class TaskTimeouts extends EachState {
  @Override
  void check(State state, Consumer<Finding> report) {
    if (!(state instanceof TaskState task) || task.timeout() != null) {
      return;
    }
    if (waitsForOthers(task.resource())) {
      if (task.heartbeat() == null) {
        report.accept(
            Finding.warning(
                "TASK_WITHOUT_TIMEOUT",
                state,
                "Nobody may ever answer this Task: set TimeoutSeconds or HeartbeatSeconds"));
      }
    } else {
      report.accept(
          Finding.note(
              "TASK_WITHOUT_TIMEOUT",
              state,
              "The Task has no TimeoutSeconds: a call that hangs holds the execution"));
    }
  }

  private static boolean waitsForOthers(TaskResource resource) {
    return switch (resource) {
      case TaskResource.Activity ignored -> true;
      case TaskResource.LambdaFunction ignored -> false;
      case TaskResource.ServiceIntegration call ->
          call.pattern() == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN;
    };
  }
}
