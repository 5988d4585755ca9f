package io.passo.asl.validate;

import io.passo.asl.model.Assignments;
import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.Workflow;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Branches and iterations do not assign what a state around them assigns: names of variables are
 * unique across nesting (asl.md §4). What Catchers around them assign does not count (observed): a
 * Catcher of a Parallel or Map runs when the branches are gone.
 */
final class VariableScopes implements Rule {
  @Override
  public List<Diagnostic> check(StateMachine machine, StateMachineType type) {
    List<Diagnostic> found = new ArrayList<>();
    check(machine.workflow(), Set.of(), found);
    return found;
  }

  private static void check(Workflow workflow, Set<String> outer, List<Diagnostic> found) {
    Set<String> visible = new HashSet<>(outer);
    for (State state : workflow.states().values()) {
      Set<String> names = new HashSet<>();
      Assignments.of(state).forEach(assign -> names.addAll(assign.names()));
      names.stream()
          .filter(outer::contains)
          .sorted()
          .forEach(name -> found.add(taken(state, name)));
      Assignments.outsideCatchers(state).forEach(assign -> visible.addAll(assign.names()));
    }
    for (State state : workflow.states().values()) {
      Set<String> known = isDistributed(state) ? Set.of() : visible;
      Workflow.inside(state).forEach(inner -> check(inner, known, found));
    }
  }

  /** Its child executions start without variables. */
  private static boolean isDistributed(State state) {
    return state instanceof MapState map && map.distributed() != null;
  }

  private static Diagnostic taken(State state, String name) {
    return Diagnostic.error(
        DiagnosticCode.SCHEMA_VALIDATION_FAILED,
        "The variable '" + name + "' is already assigned by a state of an enclosing scope",
        state.pointer().field("Assign"));
  }
}
