package io.passo.asl.jsonata;

import io.passo.asl.jsonata.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what an expression wants of the document it is applied to, of which there is none: {@code
 * $}, {@code $$} and names of fields outside of every step, predicate and function (asl.md §3).
 * Bodies of functions are not looked at: what they are called with decides there.
 */
final class TopLevel {
  private static final Set<String> LITERALS = Set.of("true", "false", "null");
  private static final Set<String> INFIX = Set.of("and", "or", "in");
  private static final Set<String> FUNCTION = Set.of("function", "\u03bb");

  private final List<Token> tokens;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Set<String> found = new LinkedHashSet<>();
  private Level level = new Level("", false);
  private boolean operandNext = true;
  private int at;

  private TopLevel(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The references, as written. */
  static Set<String> references(List<Token> tokens) {
    TopLevel search = new TopLevel(tokens);
    while (search.at < tokens.size()) {
      Token token = tokens.get(search.at);
      if (search.operandNext) {
        search.operand(token);
      } else {
        search.operator(token);
      }
      search.at++;
    }
    return search.found;
  }

  private void operand(Token token) {
    switch (token.kind()) {
      case OPERATOR -> operandSign(token.text());
      case VARIABLE -> {
        if (token.text().isEmpty() || token.text().equals("$")) {
          report("$" + token.text());
        }
        operandNext = false;
      }
      case NAME -> name(token);
      case LITERAL, REGEX -> operandNext = false;
    }
  }

  private void name(Token token) {
    boolean quoted = token.end() - token.start() != token.text().length();
    if (!quoted && FUNCTION.contains(token.text()) && isSign(at + 1, "(")) {
      function();
      return;
    }
    if (quoted || !LITERALS.contains(token.text())) {
      report(token.text());
    }
    operandNext = false;
  }

  /** Goes on to the body, over parameters and signature. */
  private void function() {
    while (at < tokens.size() && !tokens.get(at).isOperator("{")) {
      at++;
    }
    open("{", true);
  }

  private void operandSign(String sign) {
    switch (sign) {
      case "(", "[", "{" -> open(sign, level.isNested());
      case "|" -> open(sign, true);
      case ")", "]", "}" -> close();
      case "*", "**", "%" -> operandNext = false;
      // The rest of an operator of two characters, or a place left open: $f(?, 1).
      case "?" -> operandNext = isSign(at - 1, "?");
      case "." -> level.stepping = false;
      default -> {}
    }
  }

  private void operator(Token token) {
    if (token.kind() != Kind.OPERATOR) {
      if (INFIX.contains(token.text())) {
        infix();
      }
      return;
    }
    switch (token.text()) {
      case "." -> {
        infix();
        level.stepping = true;
      }
      case "[", "{" -> open(token.text(), true);
      case "(" -> open("(", level.isNested() || isSign(at - 1, "^"));
      case ")", "]", "}" -> close();
      case "^" -> {}
      case "|" -> bar();
      default -> infix();
    }
  }

  private void infix() {
    level.stepping = false;
    operandNext = true;
  }

  /** A transform has three bars: what to change, how, end. */
  private void bar() {
    if (level.opening.equals("|") && level.bars++ == 1) {
      close();
    } else {
      infix();
    }
  }

  private void open(String sign, boolean nested) {
    levels.push(level);
    level = new Level(sign, nested);
    operandNext = true;
  }

  private void close() {
    if (!levels.isEmpty()) {
      level = levels.pop();
    }
    operandNext = false;
  }

  private void report(String reference) {
    if (!level.isNested()) {
      found.add(reference);
    }
  }

  private boolean isSign(int index, String sign) {
    return index >= 0 && index < tokens.size() && tokens.get(index).isOperator(sign);
  }

  /** What stands between two brackets. */
  private static final class Level {
    private final String opening;
    private final boolean nested;
    private boolean stepping;
    private int bars;

    Level(String opening, boolean nested) {
      this.opening = opening;
      this.nested = nested;
    }

    /** Whether there is a value that names of fields belong to. */
    boolean isNested() {
      return nested || stepping;
    }
  }
}
