package io.passo.asl.parse;

/** Writes definitions for tests; single quotes stand for double ones. */
public final class Definitions {
  private Definitions() {}

  /** A machine whose only states are those given: {@code 'A': {…}, 'B': {…}}; it starts at A. */
  public static String machine(String states) {
    return json("{'StartAt': 'A', 'States': {" + states + "}}");
  }

  /** A machine with the one state A that has these fields. */
  public static String state(String fields) {
    return machine("'A': {" + fields + "}");
  }

  /** Double quotes for single ones. */
  public static String json(String text) {
    return text.replace('\'', '"');
  }
}
