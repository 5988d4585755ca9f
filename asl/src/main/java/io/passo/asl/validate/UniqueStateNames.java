package io.passo.asl.validate;

import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** State names are unique in the whole definition, inner workflows included. */
final class UniqueStateNames implements Rule {
  @Override
  public List<Diagnostic> check(StateMachine machine, StateMachineType type) {
    Set<String> names = new HashSet<>();
    List<Diagnostic> found = new ArrayList<>();
    machine
        .workflow()
        .forEachDeep(
            (workflow, state) -> {
              if (!names.add(state.name())) {
                found.add(
                    Diagnostic.error(
                        DiagnosticCode.DUPLICATE_STATE_NAME,
                        "Duplicate State name: " + state.name(),
                        state.pointer()));
              }
            });
    return found;
  }
}
