package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.text.ParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $toMillis(timestamp[, picture])}: milliseconds since the epoch. */
final class ToMillisFunction extends OwnFunction {
  private static final int MAX_LENGTH = 1000;
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

  ToMillisFunction() {
    super("toMillis", "<s-s?:n>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String timestamp)) {
      return null;
    }
    String picture = argument(arguments, 1) instanceof String given ? given : null;
    Run.current().charge(MAX_LENGTH / 50);
    if (timestamp.length() > MAX_LENGTH || (picture != null && picture.length() > MAX_LENGTH)) {
      throw new JsonataError(
          "Expected a timestamp and a picture of at most " + MAX_LENGTH + " characters");
    }
    try {
      boolean month = picture == null && MONTH.matcher(timestamp).matches();
      return Functions.dateTimeToMillis(month ? timestamp + "-01" : timestamp, picture);
    } catch (java.time.DateTimeException | ParseException e) {
      throw new JsonataError(
          "D3110",
          "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \""
              + timestamp
              + "\"");
    }
  }
}
