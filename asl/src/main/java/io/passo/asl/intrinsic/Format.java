package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.JsonSize;

/**
 * {@code States.Format(template, value, …)}: replaces each {@code {}} of the template by a value,
 * in order.
 */
final class Format extends IntrinsicFunction {
  private static final String ESCAPABLE = "'{}\\";

  Format() {
    super("States.Format", 1, Integer.MAX_VALUE);
  }

  @Override
  public boolean readsEscapes() {
    return true;
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    String template = arguments.text(0);
    StringBuilder text = new StringBuilder(template.length());
    int used = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      char next = i + 1 < template.length() ? template.charAt(i + 1) : 0;
      if (c == '\\' && ESCAPABLE.indexOf(next) >= 0) {
        text.append(next);
        i++;
      } else if (c == '{' && next == '}') {
        if (++used < arguments.size()) {
          if (JsonSize.exceeds(arguments.any(used), Arguments.MAX_TEXT - text.length())) {
            throw Arguments.tooLong();
          }
          NaturalText.append(text, arguments.any(used));
        }
        i++;
      } else {
        text.append(c);
      }
    }
    if (used != arguments.size() - 1) {
      throw new IntrinsicFailure(
          "Expected as many values as the template has {} (%d) but found %d"
              .formatted(used, arguments.size() - 1));
    }
    return TextNode.valueOf(text.toString());
  }
}
