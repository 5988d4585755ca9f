package io.passo.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $pad(text, width[, characters])}: on the right, or on the left for a negative width. */
final class PadFunction extends OwnFunction {
  PadFunction() {
    super("pad", "<s-ns?:s>", 3);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String text)
        || !(argument(arguments, 1) instanceof Number width)) {
      return null;
    }
    long wanted = Math.abs((long) width.doubleValue());
    Run.current().check(wanted / 4);
    long missing = wanted - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    Object given = argument(arguments, 2);
    int[] characters =
        (given instanceof String some && !some.isEmpty() ? some : " ").codePoints().toArray();
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(characters[i % characters.length]);
    }
    return width.doubleValue() < 0 ? padding + text : text + padding;
  }
}
