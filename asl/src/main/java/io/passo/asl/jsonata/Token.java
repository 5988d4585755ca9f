package io.passo.asl.jsonata;

/**
 * One token of an expression.
 *
 * @param kind what it is
 * @param text name of a variable (without {@code $}) or field, pattern of a regex, or the operator
 * @param start where it begins in the expression
 * @param end where the next character is
 */
record Token(Kind kind, String text, int start, int end) {
  /** What a token is. */
  enum Kind {
    NAME,
    VARIABLE,
    LITERAL,
    REGEX,
    OPERATOR
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** Whether a slash behind this token divides; it begins a regular expression elsewhere. */
  boolean endsOperand() {
    return kind != Kind.OPERATOR || ")]}*%**".contains(text);
  }
}
