package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/** From JSON to what the library computes with. */
final class Values {
  private Values() {}

  /** Objects and arrays become views, {@code null} a value of its own: nothing is undefined. */
  static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> new NodeMap((ObjectNode) node);
      // The library adds to empty lists.
      case ARRAY -> node.isEmpty() ? new ArrayList<>() : new NodeList((ArrayNode) node);
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      default -> Jsonata.NULL_VALUE;
    };
  }

  private static Number number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      long value = node.longValue();
      return value == (int) value ? (Number) (int) value : (Number) value;
    }
    return normal(node.doubleValue());
  }

  /** A whole number as such: ranges and indexes ask for it. */
  static Number normal(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 0x1p63) {
      long whole = (long) value;
      return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }
    return value;
  }
}
