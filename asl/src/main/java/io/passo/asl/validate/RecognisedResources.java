package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.function.Consumer;

/** A service integration exists, and offers the pattern it is asked for (integrations.md §2). */
final class RecognisedResources extends EachState {
  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof TaskState task
        && task.resource() instanceof ServiceIntegration service
        && !ServiceIntegrations.offers(service)) {
      report.accept(
          Diagnostic.error(
              DiagnosticCode.SCHEMA_VALIDATION_FAILED,
              "The resource provided "
                  + service.arn()
                  + " is not recognized. The value is not a valid resource ARN, or the resource is not"
                  + " available in this region.",
              state.pointer().field("Resource")));
    }
  }
}
