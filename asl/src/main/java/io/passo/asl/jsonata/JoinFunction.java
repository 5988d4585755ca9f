package io.passo.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $join(texts[, separator])}. */
final class JoinFunction extends OwnFunction {
  JoinFunction() {
    super("join", "<a<s>s?:s>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object texts = arguments.getFirst();
    if (texts == null) {
      return null;
    }
    String separator = argument(arguments, 1) instanceof String given ? given : "";
    StringBuilder result = new StringBuilder();
    Run run = Run.current();
    String before = "";
    for (Object text : texts instanceof List<?> list ? list : List.of(texts)) {
      result.append(before).append(text);
      before = separator;
      run.charge(1);
      run.check(result.length() / 4);
    }
    return result.toString();
  }
}
