package io.passo.asl.jsonata;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $number(value)}: text must be a number as JSON writes it, or one with {@code 0x0b0o}. */
final class NumberFunction extends OwnFunction {
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
  private static final Pattern PREFIXED =
      Pattern.compile("0[xX][0-9A-Fa-f]{1,13}|0[oO][0-7]{1,17}|0[bB][01]{1,53}");
  private static final int MAX_LENGTH = 400;

  NumberFunction() {
    super("number", "<(nsb)-:n>", 1);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    return switch (arguments.getFirst()) {
      case Boolean value -> value ? 1 : 0;
      case String text -> parse(text);
      case null -> null;
      case Object number -> number;
    };
  }

  private static Number parse(String text) {
    if (PREFIXED.matcher(text).matches()) {
      int radix =
          switch (Character.toLowerCase(text.charAt(1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
          };
      return Values.normal((double) Long.parseLong(text, 2, text.length(), radix));
    }
    if (text.length() > MAX_LENGTH || !DECIMAL.matcher(text).matches()) {
      throw new JsonataError("D3030", "Unable to cast value to a number: " + Texts.quoted(text));
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new JsonataError("D3030", "Unable to cast value to a number: " + Texts.quoted(text));
    }
    return Values.normal(value);
  }
}
