package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;

/**
 * {@code States.StringToJson(text)}: the value that JSON text stands for; blank text is {@code
 * null}.
 */
final class StringToJson extends IntrinsicFunction {

  StringToJson() {
    super("States.StringToJson", 1, 1);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    String text = arguments.text(0);
    if (text.isBlank()) {
      return NullNode.getInstance();
    }
    try {
      return Json.parse(text).node();
    } catch (InvalidJsonException e) {
      throw new IntrinsicFailure(
          "Expected argument 1 to be JSON text but found: " + e.getMessage());
    }
  }
}
