package io.passo.asl.jsonata;

import io.passo.asl.jsonata.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an expression into tokens: enough to find the variables it names and its regular
 * expressions. What is no JSONata is left to the library to refuse.
 */
final class Scanner {
  private static final String SPACE = " \t\n\r\u000b";
  private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private boolean openComment;

  private Scanner(String text) {
    this.text = text;
  }

  static List<Token> scan(String text) {
    Scanner scanner = new Scanner(text);
    while (scanner.skipSpace()) {
      scanner.token();
    }
    return scanner.tokens;
  }

  /** Whether a comment begins and does not end. */
  static boolean hasOpenComment(String text) {
    Scanner scanner = new Scanner(text);
    while (scanner.skipSpace()) {
      scanner.token();
    }
    return scanner.openComment;
  }

  /** False at the end. */
  private boolean skipSpace() {
    while (position < text.length()) {
      if (text.startsWith("/*", position)) {
        int end = text.indexOf("*/", position + 2);
        openComment = end < 0;
        position = openComment ? text.length() : end + 2;
      } else if (SPACE.indexOf(text.charAt(position)) >= 0) {
        position++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void token() {
    char c = text.charAt(position);
    if (c == '"' || c == '\'') {
      quoted(c, Kind.LITERAL);
    } else if (c == '`') {
      quoted(c, Kind.NAME);
    } else if (c == '/' && (tokens.isEmpty() || !tokens.getLast().endsOperand())) {
      regex();
    } else if (OPERATORS.indexOf(c) >= 0) {
      int length = text.startsWith("**", position) ? 2 : 1;
      add(Kind.OPERATOR, position, position + length, position + length);
    } else {
      word();
    }
  }

  private void quoted(char quote, Kind kind) {
    int end = position + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    int close = Math.min(end, text.length());
    add(kind, position + 1, close, Math.min(close + 1, text.length()));
  }

  private void word() {
    int end = position;
    while (end < text.length() && (SPACE + OPERATORS).indexOf(text.charAt(end)) < 0) {
      end++;
    }
    char first = text.charAt(position);
    if (first == '$') {
      add(Kind.VARIABLE, position + 1, end, end);
    } else {
      add(Character.isDigit(first) ? Kind.LITERAL : Kind.NAME, position, end, end);
    }
  }

  /** As in the reference implementation, a slash inside brackets does not close. */
  private void regex() {
    int depth = 0;
    int end = position + 1;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '\\') {
        end++;
      } else if (c == '/' && depth <= 0) {
        break;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      }
    }
    int close = Math.min(end, text.length());
    int flags = Math.min(close + 1, text.length());
    while (flags < text.length() && "im".indexOf(text.charAt(flags)) >= 0) {
      flags++;
    }
    add(Kind.REGEX, position + 1, close, flags);
  }

  private void add(Kind kind, int textStart, int textEnd, int end) {
    tokens.add(new Token(kind, text.substring(textStart, textEnd), position, end));
    position = end;
  }
}
