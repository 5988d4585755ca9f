package io.passo.coordinator.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
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
}
