package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.function.Consumer;

/** State names have 1 to 80 characters and no control characters (asl.md §1). */
final class StateNames extends EachState {
  private static final int MAX_LENGTH = 80;

  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    String name = state.name();
    int length = name.codePointCount(0, name.length());
    if (length > MAX_LENGTH) {
      report.accept(invalid(state, "exceeds the 80-character limit allowed by the service"));
    } else if (length == 0) {
      report.accept(invalid(state, "must not be empty"));
    } else if (name.codePoints().anyMatch(Character::isISOControl)) {
      report.accept(invalid(state, "contains control characters"));
    } else if (name.codePoints().anyMatch(StateNames::isHalfPair)) {
      report.accept(invalid(state, "contains half of a surrogate pair"));
    }
  }

  /** No UTF-8 can hold it. */
  private static boolean isHalfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static Diagnostic invalid(State state, String reason) {
    return Diagnostic.error(
        DiagnosticCode.INVALID_STATE_NAME,
        "State name '" + state.name() + "' " + reason,
        state.pointer());
  }
}
