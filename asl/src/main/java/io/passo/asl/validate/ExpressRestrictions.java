package io.passo.asl.validate;

import io.passo.asl.model.ItemProcessor.Mode;
import io.passo.asl.model.MapState;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.Pattern;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.function.Consumer;

/**
 * Express state machines only call and go on: no jobs, callbacks, activities or Distributed Map
 * (asl.md §9, 13).
 */
final class ExpressRestrictions extends EachState {
  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (type != StateMachineType.EXPRESS) {
      return;
    }
    if (state instanceof TaskState task) {
      check(task, report);
    } else if (state instanceof MapState map
        && map.itemProcessor().config().mode() == Mode.DISTRIBUTED) {
      report.accept(
          error(
              "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
              map.itemProcessor().workflow().pointer().field("ProcessorConfig").field("Mode")));
    }
  }

  private static void check(TaskState task, Consumer<Diagnostic> report) {
    Pointer pointer = task.pointer().field("Resource");
    switch (task.resource()) {
      case TaskResource.Activity ignored ->
          report.accept(error("Express state machine does not support Activity ARN", pointer));
      case TaskResource.ServiceIntegration service
          when service.pattern() != Pattern.REQUEST_RESPONSE ->
          report.accept(
              error(
                  "Express state machine does not support '"
                      + (service.pattern() == Pattern.SYNC ? ".sync" : ".waitForTaskToken")
                      + "' service integration",
                  pointer));
      case TaskResource.ServiceIntegration ignored -> {}
      case TaskResource.LambdaFunction ignored -> {}
    }
  }

  private static Diagnostic error(String message, Pointer pointer) {
    return Diagnostic.error(DiagnosticCode.SCHEMA_VALIDATION_FAILED, message, pointer);
  }
}
