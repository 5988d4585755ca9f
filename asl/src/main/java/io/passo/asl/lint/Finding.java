package io.passo.asl.lint;

import io.passo.asl.model.Pointer;
import io.passo.asl.model.State;
import org.jspecify.annotations.Nullable;

/**
 * Something about a definition that is worth a look.
 *
 * @param rule id of the rule, as in docs/lint.md, or the code of AWS's diagnostic
 * @param level how bad it is
 * @param message what was found and what to do about it
 * @param location JSON pointer such as {@code /States/A}; for text that cannot be parsed the
 *     parser's position; null = the whole definition
 * @param wasted state transitions that each run could do without; 0 if it is not about cost
 */
public record Finding(
    String rule, Level level, String message, @Nullable String location, int wasted) {

  /** How bad a finding is. */
  public enum Level {
    /** The service would refuse the definition. */
    ERROR,
    /** Likely a mistake. */
    WARNING,
    /** Works, but costs more than it needs to, or could be more robust. */
    NOTE
  }

  static Finding warning(String rule, State state, String message) {
    return new Finding(rule, Level.WARNING, message, state.pointer().text(), 0);
  }

  static Finding note(String rule, State state, String message) {
    return new Finding(rule, Level.NOTE, message, state.pointer().text(), 0);
  }

  /** About transitions that each run could do without. */
  static Finding waste(String rule, Pointer at, int transitions, String message) {
    return new Finding(rule, Level.NOTE, message, at.text(), transitions);
  }
}
