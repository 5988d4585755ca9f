package io.passo.asl.lint;

import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.WaitState;
import io.passo.asl.model.WaitState.Until;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a definition does without what only Standard state machines have (asl.md §9): jobs that
 * are waited for, callbacks, activities, Distributed Maps, and more than five minutes.
 */
final class ExpressFit {
  private static final long LIMIT_SECONDS = 300;

  private ExpressFit() {}

  /** Whether it could be an Express state machine, if its Tasks are quick and may run twice. */
  static boolean of(StateMachine machine) {
    AtomicBoolean fits = new AtomicBoolean(true);
    machine
        .workflow()
        .forEachDeep(
            (workflow, state) -> {
              if (needsStandard(state)) {
                fits.set(false);
              }
            });
    return fits.get();
  }

  private static boolean needsStandard(State state) {
    return switch (state) {
      case TaskState task -> needsStandard(task.resource());
      case MapState map -> map.distributed() != null;
      case WaitState wait ->
          !(wait.until() instanceof Until.Seconds fixed) || fixed.seconds() >= LIMIT_SECONDS;
      default -> false;
    };
  }

  private static boolean needsStandard(TaskResource resource) {
    return switch (resource) {
      case TaskResource.Activity ignored -> true;
      case TaskResource.LambdaFunction ignored -> false;
      case TaskResource.ServiceIntegration call ->
          call.pattern() != TaskResource.Pattern.REQUEST_RESPONSE;
    };
  }
}
