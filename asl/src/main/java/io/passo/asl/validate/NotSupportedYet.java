package io.passo.asl.validate;

import io.passo.asl.model.Pointer;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Language features that are parsed but not executed: refused at creation, each where it is first
 * used, so that nothing is silently left out. The only place that knows them.
 */
final class NotSupportedYet implements Rule {
  @Override
  public List<Diagnostic> check(StateMachine machine, StateMachineType type) {
    Map<String, Pointer> firstUse = new LinkedHashMap<>();
    machine.workflow().forEachDeep((workflow, state) -> collect(state, firstUse));
    return firstUse.entrySet().stream()
        .map(
            use ->
                Diagnostic.error(
                    DiagnosticCode.SCHEMA_VALIDATION_FAILED,
                    use.getKey() + " not supported by this version of Passo",
                    use.getValue()))
        .toList();
  }

  private static void collect(State state, Map<String, Pointer> firstUse) {
    if (state instanceof TaskState task
        && task.resource() instanceof ServiceIntegration call
        && ServiceIntegrations.offers(call)
        && !InstalledIntegrations.offer(call)) {
      firstUse.putIfAbsent(
          "The resource '" + call.arn() + "' is", state.pointer().field("Resource"));
    }
  }
}
