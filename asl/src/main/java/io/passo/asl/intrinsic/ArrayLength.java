package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.passo.asl.data.Entropy;

/** {@code States.ArrayLength(array)}: number of elements. */
final class ArrayLength extends IntrinsicFunction {

  ArrayLength() {
    super("States.ArrayLength", 1, 1);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    return IntNode.valueOf(arguments.array(0).size());
  }
}
