package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Entropy;

/** {@code States.ArrayPartition(array, size)}: chunks of that size, the last may be shorter. */
final class ArrayPartition extends IntrinsicFunction {

  ArrayPartition() {
    super("States.ArrayPartition", 2, 2);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    ArrayNode array = arguments.array(0);
    long size = arguments.integer(1);
    if (size < 1) {
      throw arguments.unexpected(1, "a positive number");
    }
    ArrayNode chunks = JsonNodeFactory.instance.arrayNode();
    ArrayNode chunk = null;
    for (JsonNode element : array) {
      if (chunk == null || chunk.size() == size) {
        chunk = chunks.addArray();
      }
      chunk.add(element);
    }
    return chunks;
  }
}
