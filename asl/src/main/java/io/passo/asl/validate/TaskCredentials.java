package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.function.Consumer;

/** Activities and HTTP Tasks have no {@code Credentials} (asl.md §6.6). */
final class TaskCredentials extends EachState {
  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof TaskState task && task.credentials() != null) {
      switch (task.resource()) {
        case TaskResource.Activity ignored -> report.accept(unsupported(task, "activities"));
        case TaskResource.ServiceIntegration service when service.service().equals("http") ->
            report.accept(unsupported(task, "HTTP tasks"));
        case TaskResource.ServiceIntegration ignored -> {}
        case TaskResource.LambdaFunction ignored -> {}
      }
    }
  }

  private static Diagnostic unsupported(TaskState task, String what) {
    return Diagnostic.error(
        DiagnosticCode.SCHEMA_VALIDATION_FAILED,
        "The field 'Credentials' is not supported for " + what,
        task.pointer().field("Credentials"));
  }
}
