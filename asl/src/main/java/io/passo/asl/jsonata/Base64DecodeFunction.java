package io.passo.asl.jsonata;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code $base64decode(text)} of UTF-8: reads up to the padding, over what is not of the alphabet,
 * and takes the alphabet for URLs as well.
 */
final class Base64DecodeFunction extends OwnFunction {
  Base64DecodeFunction() {
    super("base64decode", "<s-:s>", 1);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String text)) {
      return null;
    }
    Run.current().charge(text.length() / 4);
    int padding = text.indexOf('=');
    String digits =
        (padding < 0 ? text : text.substring(0, padding))
            .replace('-', '+')
            .replace('_', '/')
            .replaceAll("[^A-Za-z0-9+/]", "");
    // A digit by itself is less than a byte.
    int length = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
    byte[] bytes = Base64.getDecoder().decode(digits.substring(0, length));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
