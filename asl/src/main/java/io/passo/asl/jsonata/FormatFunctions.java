package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions between numbers and text in a format, with the errors of the reference. */
final class FormatFunctions {
  private FormatFunctions() {}

  /** {@code $formatNumber(number, picture[, options])}. */
  static final class FormatNumber extends OwnFunction {
    FormatNumber() {
      super("formatNumber", "<n-so?:s>", 3);
    }

    @Override
    @Nullable Object apply(List<?> arguments) {
      if (!(arguments.getFirst() instanceof Number number)
          || !(argument(arguments, 1) instanceof String picture)) {
        return null;
      }
      Run.current().charge(picture.length() / 4);
      Map<?, ?> options = argument(arguments, 2) instanceof Map<?, ?> given ? given : null;
      NumberPicture.check(picture, options);
      return Functions.formatNumber(number, picture, options);
    }
  }

  /** {@code $formatBase(number[, radix])}. */
  static final class FormatBase extends OwnFunction {
    FormatBase() {
      super("formatBase", "<n-n?:s>", 2);
    }

    @Override
    @Nullable Object apply(List<?> arguments) {
      if (!(arguments.getFirst() instanceof Number number)) {
        return null;
      }
      Number given = argument(arguments, 1) instanceof Number other ? other : 10;
      double radix = Math.rint(given.doubleValue());
      if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
        throw new JsonataError(
            "D3100",
            "The radix of the formatBase function must be between 2 and 36.  It was given "
                + Values.normal(radix));
      }
      return Functions.formatBase(number, radix);
    }
  }

  /** {@code $parseInteger(text, picture)}: undefined if the text is no number of that kind. */
  static final class ParseInteger extends OwnFunction {
    ParseInteger() {
      super("parseInteger", "<s-s:n>", 2);
    }

    @Override
    @Nullable Object apply(List<?> arguments) {
      if (!(arguments.getFirst() instanceof String text)
          || !(argument(arguments, 1) instanceof String picture)) {
        return null;
      }
      Run.current().charge((text.length() + picture.length()) / 4);
      try {
        return Functions.parseInteger(text, picture);
      } catch (ParseException e) {
        throw new IllegalArgumentException(e); // Failures knows its text.
      } catch (NullPointerException e) {
        return null; // The library's way to say so.
      }
    }
  }
}
