package io.passo.standalone.testing;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 30d}, {@code 1h30m}, {@code 1.5s}, {@code 500ms}. */
final class Durations {
  private static final Pattern PART = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)(ms|d|h|m|s)\\s*");

  private Durations() {}

  /** What a text means; null if it is none. */
  static @Nullable Duration parse(String text) {
    if (text.startsWith("P")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length() && part.find(at) && part.start() == at) {
      double number = Double.parseDouble(part.group(1));
      sum = sum.plusMillis(Math.round(number * millis(part.group(2))));
      at = part.end();
    }
    return at == 0 || at < text.length() ? null : sum;
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "d" -> 86_400_000;
      case "h" -> 3_600_000;
      case "m" -> 60_000;
      case "s" -> 1_000;
      default -> 1;
    };
  }

  /** The same as text, the largest unit first; {@code 0s} for none. */
  static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
