package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A JSON value as {@code States.Format} writes it: strings bare, objects and arrays as Java writes
 * maps and lists (observed).
 */
final class NaturalText {
  private NaturalText() {}

  static void append(StringBuilder text, JsonNode value) {
    if (value.isObject()) {
      appendObject(text, value);
    } else if (value.isArray()) {
      appendArray(text, value);
    } else {
      text.append(value.asText());
    }
  }

  private static void appendObject(StringBuilder text, JsonNode object) {
    String separator = "{";
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      text.append(separator).append(member.getKey()).append('=');
      append(text, member.getValue());
      separator = ", ";
    }
    text.append(object.isEmpty() ? "{}" : "}");
  }

  private static void appendArray(StringBuilder text, JsonNode array) {
    String separator = "[";
    for (JsonNode element : array) {
      append(text.append(separator), element);
      separator = ", ";
    }
    text.append(array.isEmpty() ? "[]" : "]");
  }
}
