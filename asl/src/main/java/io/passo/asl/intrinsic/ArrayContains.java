package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.passo.asl.data.Entropy;

/** {@code States.ArrayContains(array, value)}: whether an element equals the value, deeply. */
final class ArrayContains extends IntrinsicFunction {

  ArrayContains() {
    super("States.ArrayContains", 2, 2);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    JsonNode wanted = arguments.any(1);
    for (JsonNode element : arguments.array(0)) {
      if (JsonEquality.equal(element, wanted)) {
        return BooleanNode.TRUE;
      }
    }
    return BooleanNode.FALSE;
  }
}
