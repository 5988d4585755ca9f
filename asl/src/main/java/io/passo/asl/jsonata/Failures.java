package io.passo.asl.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors of the library in the words of the reference implementation. */
final class Failures {
  private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");
  // The library's translation from JavaScript replaced the word in its texts, too.
  private static final Pattern FUNCTION =
      Pattern.compile("\\b(a )?Object (?=\"|signature|appl|eval|with|def|on|can|has|mus|arg|pas)");

  private Failures() {}

  /** {@code <code>: <text>}. */
  static String text(Throwable thrown) {
    return switch (thrown) {
      case JsonataError error -> error.text();
      case JException error -> text(error);
      case StackOverflowError ignored -> "The expression recurses too deeply";
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
    String text = withNumber(String.valueOf(error.getMessage()), error.getCurrent());
    return code
        + ": "
        + FUNCTION.matcher(withNumber(text, error.getExpected())).replaceAll("function ");
  }

  /** Only text is quoted. */
  private static String withNumber(String text, @Nullable Object value) {
    return value instanceof Number || value instanceof Boolean
        ? text.replace("\"" + value + "\"", value.toString())
        : text;
  }
}
