package io.passo.coordinator.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that Map Runs read and write: a page has one item, and what is published of the results is
 * the sum of their {@code n}. Everything may be asked for twice.
 */
final class SimulatedFiles {
  private final Map<String, JsonNode> parts = new HashMap<>();

  String answer(String resource, ObjectNode asked) {
    return resource.endsWith(":putObject") ? write(asked) : page(asked);
  }

  private static String page(ObjectNode asked) {
    int first = asked.path("Cursor").path("Skip").asInt();
    if (first != asked.path("First").asInt()) {
      throw new IllegalStateException(
          "Expected the cursor and the item to agree but found " + asked);
    }
    ObjectNode page = asked.objectNode();
    ObjectNode part = page.putArray("Pages").addObject().put("Source", "S3://b/k");
    part.putArray("Items").add(Plan.ITEMS.get(first));
    if (first + 1 < Plan.ITEMS.size()) {
      page.putObject("Next").put("Skip", first + 1);
    }
    return page.toString();
  }

  private String write(ObjectNode asked) {
    String mapRun = asked.path("MapRunArn").asText();
    if (asked.get("Results") instanceof ArrayNode results) {
      JsonNode before = parts.put(mapRun + "/" + asked.path("Part").asInt(), results);
      if (before != null && !before.equals(results)) {
        throw new IllegalStateException("Expected a part to be the same whenever it is written");
      }
      return "{}";
    }
    int sum = 0;
    for (int number = 0; number < asked.path("Parts").asInt(); number++) {
      for (JsonNode result : parts.get(mapRun + "/" + number)) {
        byte[] output = result.path("Output").asText().getBytes(StandardCharsets.UTF_8);
        sum += Callers.read(output).path("n").asInt();
      }
    }
    return "{\"n\":" + sum + "}";
  }
}
