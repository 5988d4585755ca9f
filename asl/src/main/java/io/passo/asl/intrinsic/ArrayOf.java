package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Entropy;

/** {@code States.Array(value, …)}: an array of its arguments. */
final class ArrayOf extends IntrinsicFunction {

  ArrayOf() {
    super("States.Array", 0, Integer.MAX_VALUE);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    return JsonNodeFactory.instance.arrayNode(arguments.size()).addAll(arguments.values());
  }
}
