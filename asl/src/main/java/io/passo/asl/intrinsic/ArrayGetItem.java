package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;

/** {@code States.ArrayGetItem(array, index)}: the element at an index from 0. */
final class ArrayGetItem extends IntrinsicFunction {

  ArrayGetItem() {
    super("States.ArrayGetItem", 2, 2);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    JsonNode array = arguments.array(0);
    long index = arguments.integer(1);
    if (index < 0 || index >= array.size()) {
      throw new IntrinsicFailure(
          "Expected an index from 0 to " + (array.size() - 1) + " but was " + index);
    }
    return array.get((int) index);
  }
}
