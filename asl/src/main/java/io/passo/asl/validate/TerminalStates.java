package io.passo.asl.validate;

import io.passo.asl.model.Pointer;
import io.passo.asl.model.Workflow;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.function.Consumer;

/** Each {@code States} has a state that ends it. */
final class TerminalStates extends EachWorkflow {
  @Override
  void check(Workflow workflow, Consumer<Diagnostic> report) {
    if (isMissingIn(workflow)) {
      String message = "Workflow has no terminal state";
      // For the whole machine AWS gives no location.
      report.accept(
          workflow.pointer().equals(Pointer.ROOT)
              ? Diagnostic.error(DiagnosticCode.MISSING_END_STATE, message)
              : Diagnostic.error(DiagnosticCode.MISSING_END_STATE, message, workflow.pointer()));
    }
  }

  /** Whether nothing ends the workflow. */
  static boolean isMissingIn(Workflow workflow) {
    return workflow.states().values().stream().noneMatch(Transitions::isTerminal);
  }
}
