package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.JsonSize;
import java.util.List;
import java.util.Locale;

/** Arguments of a call, counted from 0 in code and from 1 in texts. */
record Arguments(List<JsonNode> values) {
  /**
   * Characters of a text that a function makes from other values; far beyond every payload limit.
   */
  static final int MAX_TEXT = 4 << 20;

  int size() {
    return values.size();
  }

  JsonNode any(int index) {
    return values.get(index);
  }

  /** Compact JSON text. */
  String jsonText(int index) throws IntrinsicFailure {
    JsonNode value = values.get(index);
    if (JsonSize.exceeds(value, MAX_TEXT)) {
      throw tooLong();
    }
    return value.toString();
  }

  static IntrinsicFailure tooLong() {
    return new IntrinsicFailure("Expected a text of at most " + MAX_TEXT + " characters");
  }

  String text(int index) throws IntrinsicFailure {
    JsonNode value = values.get(index);
    if (!value.isTextual()) {
      throw unexpected(index, "a string");
    }
    return value.textValue();
  }

  /** Text of at most {@code limit} characters. */
  String text(int index, int limit) throws IntrinsicFailure {
    return limited(text(index), index, limit);
  }

  static String limited(String text, int index, int limit) throws IntrinsicFailure {
    if (text.length() > limit) {
      throw new IntrinsicFailure(
          "Expected argument %d to have at most %d characters but it has %d"
              .formatted(index + 1, limit, text.length()));
    }
    return text;
  }

  ArrayNode array(int index) throws IntrinsicFailure {
    if (values.get(index) instanceof ArrayNode array) {
      return array;
    }
    throw unexpected(index, "an array");
  }

  ObjectNode object(int index) throws IntrinsicFailure {
    if (values.get(index) instanceof ObjectNode object) {
      return object;
    }
    throw unexpected(index, "an object");
  }

  /** A number, rounded to the nearest integer, half towards positive infinity. */
  long integer(int index) throws IntrinsicFailure {
    JsonNode value = values.get(index);
    if (!value.isNumber()) {
      throw unexpected(index, "a number");
    }
    return value.canConvertToLong() && value.isIntegralNumber()
        ? value.longValue()
        : Math.round(value.doubleValue());
  }

  /** A rounded number in the range of 32-bit integers. */
  int int32(int index) throws IntrinsicFailure {
    long value = integer(index);
    if (value != (int) value) {
      throw unexpected(index, "a number from -2147483648 to 2147483647");
    }
    return (int) value;
  }

  IntrinsicFailure unexpected(int index, String expected) {
    JsonNode value = values.get(index);
    String found =
        value.isValueNode()
            ? value.toString()
            : value.getNodeType().name().toLowerCase(Locale.ROOT);
    return new IntrinsicFailure(
        "Expected argument %d to be %s but was %s"
            .formatted(index + 1, expected, abbreviated(found)));
  }

  private static String abbreviated(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
