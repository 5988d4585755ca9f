package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what the library computed to JSON. */
final class Results {
  private static final int MAX_DEPTH = 500;

  private Results() {}

  /**
   * @throws UnsupportedResult for functions and everything else that JSON has no notation for
   */
  static JsonNode toJson(@Nullable Object value) throws UnsupportedResult {
    return toJson(value, 0);
  }

  private static JsonNode toJson(@Nullable Object value, int depth) throws UnsupportedResult {
    if (depth > MAX_DEPTH) {
      throw new JsonataError(
          "The expression makes a value that is too deep: expected at most "
              + MAX_DEPTH
              + " levels");
    }
    return switch (value) {
      case null -> NullNode.getInstance();
      case NodeView view -> view.node();
      case String text -> TextNode.valueOf(text);
      case Boolean bool -> BooleanNode.valueOf(bool);
      case Number number -> number(number);
      case List<?> list -> array(list, depth);
      case Map<?, ?> map -> object(map, depth);
      case Object other when other == Jsonata.NULL_VALUE -> NullNode.getInstance();
      default -> throw new UnsupportedResult();
    };
  }

  private static JsonNode number(Number number) {
    Number normal =
        number instanceof Double || number instanceof Float
            ? Values.normal(number.doubleValue())
            : number;
    return switch (normal) {
      case Integer value -> IntNode.valueOf(value);
      case Long value -> LongNode.valueOf(value);
      default -> {
        double value = normal.doubleValue();
        if (!Double.isFinite(value)) {
          throw new JsonataError("D1001", "Number out of range: " + value);
        }
        yield DoubleNode.valueOf(value);
      }
    };
  }

  private static JsonNode array(List<?> list, int depth) throws UnsupportedResult {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
    for (Object element : list) {
      array.add(toJson(element, depth + 1));
    }
    return array;
  }

  private static JsonNode object(Map<?, ?> map, int depth) throws UnsupportedResult {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      object.set(String.valueOf(member.getKey()), toJson(member.getValue(), depth + 1));
    }
    return object;
  }

  /** JSON has no notation for the result. */
  static final class UnsupportedResult extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
