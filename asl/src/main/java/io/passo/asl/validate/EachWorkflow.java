package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.Workflow;
import io.passo.asl.parse.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A rule that looks at each {@code States} by itself. */
abstract class EachWorkflow implements Rule {
  @Override
  public final List<Diagnostic> check(StateMachine machine, StateMachineType type) {
    List<Diagnostic> found = new ArrayList<>();
    checkDeep(machine.workflow(), found::add);
    return found;
  }

  private void checkDeep(Workflow workflow, Consumer<Diagnostic> report) {
    check(workflow, report);
    for (State state : workflow.states().values()) {
      Workflow.inside(state).forEach(inner -> checkDeep(inner, report));
    }
  }

  /** Reports what is wrong with the workflow itself, not with those inside its states. */
  abstract void check(Workflow workflow, Consumer<Diagnostic> report);
}
