package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.passo.asl.data.Entropy;

/**
 * {@code States.MathAdd(a, b)}: the sum of the rounded arguments, in the range of 32-bit integers.
 */
final class MathAdd extends IntrinsicFunction {

  MathAdd() {
    super("States.MathAdd", 2, 2);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    long sum = (long) arguments.int32(0) + arguments.int32(1);
    if (sum != (int) sum) {
      throw new IntrinsicFailure("Expected a sum from -2147483648 to 2147483647 but was " + sum);
    }
    return IntNode.valueOf((int) sum);
  }
}
