package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Entropy;

/**
 * {@code States.ArrayRange(start, end, step)}: numbers from start to end, end included when hit.
 */
final class ArrayRange extends IntrinsicFunction {
  private static final int MAX_ELEMENTS = 1000;

  ArrayRange() {
    super("States.ArrayRange", 3, 3);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    long start = arguments.int32(0);
    long end = arguments.int32(1);
    long step = arguments.int32(2);
    if (step == 0) {
      throw arguments.unexpected(2, "a number other than 0");
    }
    long elements = Math.max(0, Math.floorDiv(end - start, step) + 1);
    if (elements > MAX_ELEMENTS) {
      throw new IntrinsicFailure(
          "Expected at most " + MAX_ELEMENTS + " elements but the range has " + elements);
    }
    ArrayNode range = JsonNodeFactory.instance.arrayNode((int) elements);
    for (int i = 0; i < elements; i++) {
      range.add((int) (start + i * step));
    }
    return range;
  }
}
