package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.passo.asl.data.Entropy;

/**
 * {@code States.MathRandom(start, end[, seed])}: an integer from start (inclusive) to end
 * (exclusive).
 */
final class MathRandom extends IntrinsicFunction {

  MathRandom() {
    super("States.MathRandom", 2, 3);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    int start = arguments.int32(0);
    int end = arguments.int32(1);
    if (start >= end) {
      throw arguments.unexpected(1, "greater than argument 1");
    }
    // The same seed gives the same number, whatever the entropy of the event.
    Entropy source = arguments.size() == 3 ? new Entropy(arguments.integer(2)) : entropy;
    return IntNode.valueOf((int) source.between(start, end));
  }
}
