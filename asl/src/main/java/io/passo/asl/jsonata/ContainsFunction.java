package io.passo.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $contains(text, pattern)}. */
final class ContainsFunction extends OwnFunction {
  ContainsFunction() {
    super("contains", "<s-(sf):b>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object pattern = argument(arguments, 1);
    if (!(arguments.getFirst() instanceof String text) || pattern == null) {
      return null;
    }
    if (pattern instanceof String part) {
      Run.current().charge(text.length() / 16);
      return text.contains(part);
    }
    return Regex.find(Texts.regex(pattern).matcher(text));
  }
}
