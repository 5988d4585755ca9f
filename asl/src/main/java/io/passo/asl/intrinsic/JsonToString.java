package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.Entropy;

/** {@code States.JsonToString(path)}: compact JSON text. */
final class JsonToString extends IntrinsicFunction {

  JsonToString() {
    super("States.JsonToString", 1, 1);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    return TextNode.valueOf(arguments.jsonText(0));
  }
}
