package io.passo.coordinator.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What adapters read for Map Runs and write for them: a file with one item on each page, and the
 * parts of results, of which the last call makes a sum.
 */
final class SimulatedFiles {
  /** Items of the file. */
  static final List<Integer> ITEMS = List.of(2, 4, 8);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> parts = new HashMap<>();

  /** What a call gives; it may come twice. */
  ObjectNode answer(String resource, JsonNode call) {
    return resource.endsWith(":getObject") ? page(call) : written(call);
  }

  private static ObjectNode page(JsonNode call) {
    int number = call.path("Cursor").path("at").asInt(0);
    if (call.path("First").asInt() != number) {
      throw new IllegalStateException("Expected page " + number + " to begin there: " + call);
    }
    ObjectNode page = JSON.objectNode();
    page.putArray("Pages")
        .addObject()
        .put("Source", "S3://b/k")
        .putArray("Items")
        .add(ITEMS.get(number));
    if (number + 1 < ITEMS.size()) {
      page.putObject("Next").put("at", number + 1);
    }
    return page;
  }

  private ObjectNode written(JsonNode call) {
    String run = call.path("MapRunArn").asText();
    JsonNode results = call.get("Results");
    if (results != null) {
      JsonNode before = parts.put(run + "/" + call.path("Part").asInt(), results);
      if (before != null && !before.equals(results)) {
        throw new IllegalStateException("Expected the same part again but found " + results);
      }
      return JSON.objectNode();
    }
    int sum = 0;
    for (int part = call.path("First").asInt(); part < call.path("Parts").asInt(); part++) {
      for (JsonNode result : parts.get(run + "/" + part)) {
        byte[] output = result.path("Output").asText().getBytes(StandardCharsets.UTF_8);
        sum += Callers.read(output).path("n").asInt();
      }
    }
    return JSON.objectNode().put("Bucket", "b").put("Key", "m").put("n", sum);
  }
}
