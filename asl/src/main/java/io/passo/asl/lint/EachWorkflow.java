package io.passo.asl.lint;

import io.passo.asl.model.StateMachine;
import io.passo.asl.model.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A rule that looks at each {@code States} by itself. */
abstract class EachWorkflow implements LintRule {
  @Override
  public final void check(StateMachine machine, Consumer<Finding> report) {
    Deque<Workflow> open = new ArrayDeque<>();
    open.add(machine.workflow());
    while (!open.isEmpty()) {
      Workflow workflow = open.poll();
      check(workflow, report);
      workflow.states().values().forEach(state -> open.addAll(Workflow.inside(state)));
    }
  }

  abstract void check(Workflow workflow, Consumer<Finding> report);
}
