package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import io.passo.asl.validate.Transitions.Mention;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Something leads to each state. Of states that only unreachable ones lead to, the first of the
 * chain is reported, as AWS does: making it reachable makes the others so.
 */
final class Reachability extends EachWorkflow {
  @Override
  void check(Workflow workflow, Consumer<Diagnostic> report) {
    if (TerminalStates.isMissingIn(workflow)) {
      return; // As AWS: a workflow that cannot end is reported as that only.
    }
    Set<String> reached = new HashSet<>();
    follow(workflow, workflow.startAt(), reached);
    Set<String> mentioned = mentionedByOthers(workflow);
    reportRest(workflow, reached, state -> !mentioned.contains(state.name()), report);
    // What is left are cycles that nothing leads into.
    reportRest(workflow, reached, state -> true, report);
  }

  private static void reportRest(
      Workflow workflow,
      Set<String> reached,
      Predicate<State> condition,
      Consumer<Diagnostic> report) {
    for (State state : workflow.states().values()) {
      if (!reached.contains(state.name()) && condition.test(state)) {
        report.accept(
            Diagnostic.error(
                DiagnosticCode.MISSING_TRANSITION_TARGET,
                "State \"" + state.name() + "\" is not reachable.",
                state.pointer()));
        follow(workflow, state.name(), reached);
      }
    }
  }

  private static void follow(Workflow workflow, String start, Set<String> reached) {
    Deque<String> next = new ArrayDeque<>();
    next.push(start);
    while (!next.isEmpty()) {
      State state = workflow.states().get(next.pop());
      if (state != null && reached.add(state.name())) {
        Transitions.of(state).forEach(mention -> next.push(mention.target()));
      }
    }
  }

  private static Set<String> mentionedByOthers(Workflow workflow) {
    Set<String> mentioned = new HashSet<>();
    for (State state : workflow.states().values()) {
      for (Mention mention : Transitions.of(state)) {
        if (!mention.target().equals(state.name())) {
          mentioned.add(mention.target());
        }
      }
    }
    return mentioned;
  }
}
