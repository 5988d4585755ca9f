package io.passo.asl.path;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles regular expressions of definitions: matched in time linear in the text, and bounded in
 * size. {@code java.util.regex} can backtrack for ever.
 */
public final class LinearPattern {
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_PROGRAM = 20_000;
  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("(\\d{1,9})\\}");

  private LinearPattern() {}

  /**
   * Compiles {@code pattern}.
   *
   * @param flags of {@link Pattern}
   */
  public static Compiled<Pattern> compile(String pattern, int flags) {
    if (pattern.length() > MAX_LENGTH || repetitions(pattern) > MAX_PROGRAM) {
      return invalid("a regular expression of at most " + MAX_LENGTH + " characters", pattern, "");
    }
    try {
      Pattern compiled = Pattern.compile(pattern, flags);
      return compiled.programSize() > MAX_PROGRAM
          ? invalid("a smaller regular expression", pattern, "")
          : Compiled.valid(compiled);
    } catch (PatternSyntaxException e) {
      return invalid(
          "a regular expression without look-around and back-references",
          pattern,
          ": " + e.getMessage());
    }
  }

  private static Compiled<Pattern> invalid(String expected, String pattern, String why) {
    String shown = pattern.length() <= 100 ? pattern : pattern.substring(0, 100) + "…";
    String text = "Expected " + expected + " but found /" + shown + "/" + why;
    return Compiled.invalid(text, text);
  }

  /** Product of all counted repetitions: nested ones multiply when the pattern is compiled. */
  private static double repetitions(String pattern) {
    double product = 1;
    java.util.regex.Matcher counts = COUNT.matcher(pattern);
    while (counts.find()) {
      product *= Math.max(1, Double.parseDouble(counts.group(1)));
    }
    return product;
  }
}
