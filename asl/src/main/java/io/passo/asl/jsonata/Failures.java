package io.passo.asl.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors of the library in the words of the reference implementation. */
final class Failures {
  private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");
  private static final Pattern CODED = Pattern.compile("^[A-Z]\\d{4}: ");
  // The library's translation from JavaScript replaced the word in its texts, too.
  private static final Pattern FUNCTION = Pattern.compile("\\bObject\\b");
  private static final Pattern UNFILLED = Pattern.compile(" ?\\{\\{\\w+}}");

  private Failures() {}

  /** What the sentence about the expression goes on with: a sentence for errors with a code. */
  static String ending(Throwable thrown) {
    String text = text(thrown);
    return (CODED.matcher(text).lookingAt() ? ". " : ": ") + text;
  }

  /** The text alone, as AWS tells what does not parse. */
  static String withoutCode(String text) {
    return CODED.matcher(text).replaceFirst("");
  }

  /** {@code <code>: <text>}. */
  static String text(Throwable thrown) {
    return switch (thrown) {
      case JsonataError error -> error.text();
      case JException error -> text(error);
      case StackOverflowError ignored -> Run.TOO_DEEP;
      case Throwable other when other.getCause() != null && other.getCause() != other ->
          text(other.getCause());
      default -> "The expression cannot be evaluated on these values";
    };
  }

  private static String text(JException error) {
    String code = String.valueOf(error.getError());
    if (!CODE.matcher(code).matches()) {
      return code;
    }
    if (code.equals("D1002")) { // The library names the operator instead.
      return code + ": Cannot negate a non-numeric value: " + quoted(error.getExpected());
    }
    String text = FUNCTION.matcher(String.valueOf(error.getMessage())).replaceAll("function");
    text = withNumber(withNumber(text, error.getCurrent()), error.getExpected());
    return code
        + ": "
        + UNFILLED.matcher(text).replaceAll("").replace("${\"", "$").replace("\"}?", "?");
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
