package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deep equality of JSON values: numbers by value ({@code 1} equals {@code 1.0}), objects without
 * regard to order.
 */
final class JsonEquality {
  private JsonEquality() {}

  static boolean equal(JsonNode a, JsonNode b) {
    return a.equals(JsonEquality::compareNumbers, b);
  }

  /** Called by Jackson for values it finds unequal or not yet compared: 0 means equal. */
  private static int compareNumbers(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    return a.equals(b) ? 0 : 1;
  }

  private static int hash(JsonNode value) {
    if (value.isNumber()) {
      return normal(value.decimalValue()).hashCode();
    }
    int hash = value.getNodeType().hashCode();
    if (value.isArray()) {
      for (JsonNode element : value) {
        hash = 31 * hash + hash(element);
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        hash += member.getKey().hashCode() ^ hash(member.getValue());
      }
    } else {
      hash += value.hashCode();
    }
    return hash;
  }

  private static BigDecimal normal(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /** A value as a key of a set. */
  record Key(JsonNode value) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && equal(value, key.value);
    }

    @Override
    public int hashCode() {
      return hash(value);
    }
  }
}
