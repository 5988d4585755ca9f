package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Json;

/** {@code States.JsonMerge(first, second, false)}: members of both, those of the second win. */
final class JsonMerge extends IntrinsicFunction {

  JsonMerge() {
    super("States.JsonMerge", 3, 3);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    ObjectNode first = arguments.object(0);
    ObjectNode second = arguments.object(1);
    if (!arguments.any(2).isBoolean() || arguments.any(2).booleanValue()) {
      throw arguments.unexpected(2, "false (deep merging is not supported)");
    }
    return Json.object().<ObjectNode>setAll(first).setAll(second);
  }
}
