package io.passo.asl.validate;

import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Labels of Distributed Maps are names of at most 40 characters, each used once (api.md §2). */
final class MapLabels implements Rule {
  private static final int LONGEST = 40;
  private static final Pattern ILLEGAL =
      Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\uFFFE\\uFFFF]");

  @Override
  public List<Diagnostic> check(StateMachine machine, StateMachineType type) {
    Set<String> labels = new HashSet<>();
    List<Diagnostic> found = new ArrayList<>();
    machine.workflow().forEachDeep((workflow, state) -> check(state, labels, found));
    return found;
  }

  private static void check(State state, Set<String> labels, List<Diagnostic> found) {
    if (!(state instanceof MapState map)
        || map.distributed() == null
        || map.distributed().label() == null) {
      return;
    }
    String label = map.distributed().label();
    if (label.isEmpty() || label.length() > LONGEST) {
      found.add(
          error(
              DiagnosticCode.INVALID_LABEL_NAME,
              "Expected a label of 1 to %d characters but found %d"
                  .formatted(LONGEST, label.length()),
              state));
    } else if (ILLEGAL.matcher(label).find()) {
      found.add(
          error(
              DiagnosticCode.INVALID_LABEL_NAME,
              "Label '" + label + "' contains a character that is not allowed",
              state));
    } else if (!labels.add(label)) {
      found.add(error(DiagnosticCode.DUPLICATE_LABEL_NAME, "Duplicate label: " + label, state));
    }
  }

  private static Diagnostic error(DiagnosticCode code, String message, State state) {
    return Diagnostic.error(code, message, state.pointer().field("Label"));
  }
}
