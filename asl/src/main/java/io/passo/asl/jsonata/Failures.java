package io.passo.asl.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors of the library in the words of the reference implementation. */
final class Failures {
  private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");
  private static final Pattern CODED = Pattern.compile("^[A-Z]\\d{4}: ");
  private static final String OPERATOR = "{{token}}";
  // The library's translation from JavaScript replaced the word in its texts, too.
  private static final Pattern FUNCTION = Pattern.compile("\\bObject\\b");
  private static final Pattern UNFILLED = Pattern.compile(" ?\\{\\{(?!token)\\w+}}");

  private static final Pattern TOO_LARGE = Pattern.compile("\\d+(\\.\\d+)?[eE]\\+?\\d+");

  private Failures() {}

  /**
   * What the sentence about the expression goes on with: a sentence for errors with a code.
   *
   * @param operator what was being evaluated
   */
  static String ending(Throwable thrown, String operator) {
    String text = raw(thrown).replace(OPERATOR, quoted(operator));
    return (CODED.matcher(text).lookingAt() ? ". " : ": ") + text;
  }

  /** The text alone, as AWS tells what does not parse. */
  static String withoutCode(String text) {
    return CODED.matcher(text).replaceFirst("");
  }

  /** {@code <code>: <text>}. */
  static String text(Throwable thrown) {
    return raw(thrown).replace(" " + OPERATOR, "");
  }

  private static String raw(Throwable thrown) {
    return switch (thrown) {
      case JsonataError error -> error.text();
      case JException error -> text(error);
      case StackOverflowError ignored -> Run.TOO_DEEP;
      case Throwable other when other.getCause() != null && other.getCause() != other ->
          raw(other.getCause());
      default ->
          PictureErrors.text(thrown.getMessage())
              .orElse("The expression cannot be evaluated on these values");
    };
  }

  private static String text(JException error) {
    String code = String.valueOf(error.getError());
    if (!CODE.matcher(code).matches()) {
      return code;
    }
    return switch (code) {
      case "D1002" -> // The library names the operator instead.
          code + ": Cannot negate a non-numeric value: " + quoted(error.getExpected());
      case "T0412" -> // Ours say more; only functions of the expression itself come here.
          code
              + ": Argument of function \"lambda\" must be an array of "
              + quoted(Signature.members(error.getExpected()));
      case "T1008" -> notPartial(error);
      case "S0217" -> filled(code, error).replace('"', '\'');
      default -> filled(code, error);
    };
  }

  private static String notPartial(JException error) {
    String text = "Attempted to partially apply a non-function";
    return error.getCurrent() instanceof String name && Library.has(name)
        ? "T1007: " + text + ". Did you mean $" + name + "?"
        : "T1008: " + text;
  }

  private static String filled(String code, JException error) {
    String text = FUNCTION.matcher(String.valueOf(error.getMessage())).replaceAll("function");
    text = withNumber(withNumber(text, error.getCurrent()), error.getExpected());
    return code
        + ": "
        + UNFILLED
            .matcher(text.replace("\"null\"", "null"))
            .replaceAll("")
            .replace("${\"", "$")
            .replace("\"}?", "?");
  }

  /** The first number of an expression that is too large for a number; the library has no name. */
  static String tooLarge(String expression) {
    return TOO_LARGE
        .matcher(expression)
        .results()
        .map(MatchResult::group)
        .filter(number -> Double.isInfinite(Double.parseDouble(number)))
        .findFirst()
        .map(number -> "S0102: Number out of range: " + quoted(number))
        .orElse("S0102: Number out of range");
  }

  private static String quoted(@Nullable Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }

  /** Only text is quoted. */
  private static String withNumber(String text, @Nullable Object value) {
    return value instanceof Number || value instanceof Boolean
        ? text.replace("\"" + value + "\"", value.toString())
        : text;
  }
}
