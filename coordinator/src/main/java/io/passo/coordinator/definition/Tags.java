package io.passo.coordinator.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Tags as they are stored: a JSON object. */
final class Tags {
  private Tags() {}

  static String toText(Map<String, String> tags) {
    ObjectNode object = Json.object();
    new TreeMap<>(tags).forEach(object::put);
    return object.toString();
  }

  /** Sorted by key. */
  static Map<String, String> ofText(String text) {
    Map<String, String> tags = new TreeMap<>();
    Json.of(text.getBytes(StandardCharsets.UTF_8))
        .node()
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
    return tags;
  }
}
