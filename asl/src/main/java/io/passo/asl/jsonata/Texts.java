package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** Arguments of functions on text. */
final class Texts {
  private static final int SHOWN = 100;

  private Texts() {}

  /** An optional limit: not negative. */
  static double limit(@Nullable Object value, String code, String what) {
    if (!(value instanceof Number number)) {
      return Double.POSITIVE_INFINITY;
    }
    if (number.doubleValue() < 0) {
      throw new JsonataError(code, what + " must evaluate to a positive number");
    }
    return number.doubleValue();
  }

  /** Text as an error shows it: as a JSON string. */
  static String quoted(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return TextNode.valueOf(shown).toString();
  }

  /** A pattern, which must be a regular expression. */
  static Regex regex(@Nullable Object value) {
    if (value instanceof Regex regex) {
      return regex;
    }
    throw new JsonataError(
        "T1010", "Expected a regular expression but found another function or value");
  }
}
