package io.passo.asl.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Measures trees before they become text. Nodes are shared, so a small definition can name one
 * payload many thousand times: the tree is small, its text would not fit into memory.
 */
public final class JsonSize {
  private JsonSize() {}

  /**
   * Whether the compact text of {@code value} has at least {@code limit} characters for certain:
   * escapes are not counted and a number counts as one. So does one with more levels than can be
   * written. Visits at most about {@code limit} nodes.
   */
  public static boolean exceeds(JsonNode value, long limit) {
    return remaining(value, limit, 0) <= 0;
  }

  private static long remaining(JsonNode value, long limit, int depth) {
    if (value.isTextual()) {
      return limit - value.textValue().length() - 2;
    }
    if (depth > Json.MAX_DEPTH) {
      return 0;
    }
    long remaining = limit - 1;
    if (value.isArray()) {
      for (int i = 0; i < value.size() && remaining > 0; i++) {
        remaining = remaining(value.get(i), remaining - 1, depth + 1);
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (remaining <= 0) {
          break;
        }
        remaining =
            remaining(member.getValue(), remaining - member.getKey().length() - 4, depth + 1);
      }
    }
    return remaining;
  }
}
