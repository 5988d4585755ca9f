package io.passo.asl.path;

import com.jayway.jsonpath.InvalidPathException;

/** Finds its way through the text of a path or filter: over quoted text, regexes and brackets. */
final class FilterScanner {
  private FilterScanner() {}

  /** Whether {@code token} stands at this position. */
  static boolean at(String text, int position, String token) {
    return text.startsWith(token, position);
  }

  /**
   * The position behind what begins here: a quoted text, a regex behind {@code =~}, a bracket with
   * all in it, or one character.
   *
   * @throws InvalidPathException if it does not end
   */
  static int skip(String text, int position) {
    char c = text.charAt(position);
    if (c == '\'' || c == '"') {
      return end(text, position + 1, c);
    }
    if (at(text, position, "=~")) {
      int slash = position + 2;
      while (slash < text.length() && text.charAt(slash) == ' ') {
        slash++;
      }
      return slash < text.length() && text.charAt(slash) == '/'
          ? end(text, slash + 1, '/')
          : position + 2;
    }
    return switch (c) {
      case '(' -> closing(text, position, ')');
      case '[' -> closing(text, position, ']');
      default -> position + 1;
    };
  }

  private static int closing(String text, int open, char close) {
    for (int i = open + 1; i < text.length(); i = skip(text, i)) {
      if (text.charAt(i) == close) {
        return i + 1;
      }
    }
    throw new InvalidPathException("Expected '" + close + "' but the path ends");
  }

  private static int end(String text, int from, char quote) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    throw new InvalidPathException("Expected " + quote + " but the path ends");
  }
}
