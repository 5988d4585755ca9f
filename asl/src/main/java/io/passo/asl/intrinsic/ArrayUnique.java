package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Entropy;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code States.ArrayUnique(array)}: its distinct elements in the order of their first occurrence.
 */
final class ArrayUnique extends IntrinsicFunction {

  ArrayUnique() {
    super("States.ArrayUnique", 1, 1);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    ArrayNode array = arguments.array(0);
    Set<JsonEquality.Key> seen = HashSet.newHashSet(array.size());
    ArrayNode unique = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : array) {
      if (seen.add(new JsonEquality.Key(element))) {
        unique.add(element);
      }
    }
    return unique;
  }
}
