package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Parts of an intrinsic call as written, before paths are compiled. */
public sealed interface IntrinsicSyntax {
  /**
   * A call.
   *
   * @param function name with {@code States.}
   * @param arguments in order
   */
  record Call(String function, List<IntrinsicSyntax> arguments) implements IntrinsicSyntax {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A string.
   *
   * @param raw characters between the quotes, escapes as written
   */
  record Text(String raw) implements IntrinsicSyntax {
    private static final String ESCAPABLE = "'{}\\";

    /**
     * Whether every backslash escapes a quote, a brace or a backslash; if not, using the string is
     * a run-time error.
     */
    public boolean isWellFormed() {
      for (int i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', i + 2)) {
        if (i + 1 == raw.length() || ESCAPABLE.indexOf(raw.charAt(i + 1)) < 0) {
          return false;
        }
      }
      return true;
    }

    /** The characters the string stands for. */
    public String value() {
      if (raw.indexOf('\\') < 0) {
        return raw;
      }
      StringBuilder value = new StringBuilder(raw.length());
      for (int i = 0; i < raw.length(); i++) {
        boolean escape = raw.charAt(i) == '\\' && i + 1 < raw.length();
        value.append(raw.charAt(escape ? ++i : i));
      }
      return value.toString();
    }
  }

  /** A number, {@code true}, {@code false} or {@code null}. */
  record Literal(JsonNode value) implements IntrinsicSyntax {}

  /** Text of a path: starts with {@code $}, not yet compiled. */
  record Path(String text) implements IntrinsicSyntax {}
}
