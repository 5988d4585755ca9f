package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What differs between two values, one line for each place. */
final class Differences {
  private static final int SHOWN = 120;

  private final boolean isPartial;
  private final List<String> found = new ArrayList<>();

  private Differences(boolean isPartial) {
    this.isPartial = isPartial;
  }

  /**
   * Compares values; numbers are equal if they are as numbers.
   *
   * @param name how lines name the whole value
   * @param isPartial whether objects may have further members
   */
  static List<String> of(String name, JsonNode expected, JsonNode actual, boolean isPartial) {
    Differences differences = new Differences(isPartial);
    differences.compare(name, "", expected, actual);
    return differences.found;
  }

  private void compare(String name, String place, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      for (Map.Entry<String, JsonNode> member : expected.properties()) {
        JsonNode other = actual.path(member.getKey());
        compare(name, place + "/" + member.getKey(), member.getValue(), other);
      }
      actual.properties().stream()
          .filter(member -> !isPartial && !expected.has(member.getKey()))
          .forEach(
              member ->
                  add(name, place + "/" + member.getKey(), "nothing", shown(member.getValue())));
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(name, place + "/" + i, expected.get(i), actual.get(i));
      }
    } else if (!isSame(expected, actual)) {
      add(name, place, shown(expected), shown(actual));
    }
  }

  private static boolean isSame(JsonNode expected, JsonNode actual) {
    return (expected.isNumber() && actual.isNumber())
        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
        : expected.equals(actual);
  }

  private void add(String name, String place, String expected, String actual) {
    String where = place.isEmpty() ? name : name + " " + place;
    found.add(where + ": expected " + expected + " but was " + actual);
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
