package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import io.passo.asl.validate.Transitions.Mention;
import java.util.function.Consumer;

/**
 * {@code StartAt}, {@code Next}, {@code Default} and Catcher {@code Next} name states of the same
 * {@code States}.
 */
final class TransitionTargets extends EachWorkflow {
  @Override
  void check(Workflow workflow, Consumer<Diagnostic> report) {
    check(workflow, new Mention(workflow.startAt(), workflow.pointer().field("StartAt")), report);
    for (State state : workflow.states().values()) {
      Transitions.of(state).forEach(mention -> check(workflow, mention, report));
    }
  }

  private static void check(Workflow workflow, Mention mention, Consumer<Diagnostic> report) {
    if (!workflow.states().containsKey(mention.target())) {
      // AWS says 'Next' whichever field it is; the location tells.
      report.accept(
          Diagnostic.error(
              DiagnosticCode.MISSING_TRANSITION_TARGET,
              "Missing 'Next' target: " + mention.target(),
              mention.pointer()));
    }
  }
}
