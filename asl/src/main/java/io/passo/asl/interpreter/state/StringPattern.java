package io.passo.asl.interpreter.state;

/**
 * Patterns of {@code StringMatches}: {@code *} stands for any characters, a backslash takes the
 * special meaning from the character behind it. Matches in time proportional to pattern times text.
 */
final class StringPattern {
  private StringPattern() {}

  /** Whether every backslash has a character behind it. */
  static boolean isWellFormed(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\' && ++i == pattern.length()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the whole text matches a well-formed pattern. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    // Where to go on after the latest star if what follows it does not fit here.
    int afterStar = -1;
    int retryAt = -1;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        afterStar = ++p;
        retryAt = t;
      } else if (p < pattern.length() && literalAt(pattern, p) == text.charAt(t)) {
        p = next(pattern, p);
        t++;
      } else if (afterStar >= 0) {
        p = afterStar;
        t = ++retryAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static char literalAt(String pattern, int p) {
    return pattern.charAt(p) == '\\' ? pattern.charAt(p + 1) : pattern.charAt(p);
  }

  private static int next(String pattern, int p) {
    return pattern.charAt(p) == '\\' ? p + 2 : p + 1;
  }
}
