package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.local.LocalCalls.Report;
import io.passo.asl.model.ItemReader;
import io.passo.asl.model.MapState;
import io.passo.standalone.testing.Response.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a Distributed Map from its mock, page by page as adapters do, and takes its
 * results.
 */
final class MockedMapRun {
  private static final int PAGE = 1_000;

  private MockedMapRun() {}

  static Report answer(MapState map, StateMock.@Nullable OfMap mock, Effect.ScheduleTask call) {
    JsonNode parameters = call.parameters().node();
    boolean writes = parameters.has("Part") || parameters.has("Parts");
    Outcome.Thrown error = mock == null ? null : writes ? mock.writerError() : mock.readerError();
    if (error != null) {
      return MockedCalls.failed(call, error);
    }
    Json result = writes ? written(parameters) : read(map, mock, call);
    return (at, seed) -> new Event.TaskSucceeded(at, seed, call.attempt(), result);
  }

  private static Json read(MapState map, StateMock.@Nullable OfMap mock, Effect.ScheduleTask call) {
    Json items = mock == null ? null : mock.items();
    if (items == null) {
      ItemReader reader = map.itemReader();
      throw new UnmockedException(
          "State '"
              + map.name()
              + "' reads items by "
              + (reader == null ? "its ItemReader" : reader.resource())
              + " but the test has none for it: expected 'items' in its mock; called with "
              + call.parameters().node().path("Parameters"));
    }
    return page(items.node(), call.parameters().node());
  }

  private static Json page(JsonNode items, JsonNode parameters) {
    int most = (int) Math.min(items.size(), parameters.path("MaxItems").asLong(items.size()));
    int from = parameters.path("Cursor").path("Next").asInt(0);
    int to = Math.min(most, from + PAGE);
    ObjectNode page = Json.object();
    ObjectNode part = page.putArray("Pages").addObject();
    part.put("Source", source(parameters.path("Parameters")));
    ArrayNode values = part.putArray("Items");
    ArrayNode keys = items.isObject() ? part.putArray("Keys") : null;
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(items.properties());
    for (int i = from; i < to; i++) {
      if (keys != null) {
        keys.add(members.get(i).getKey());
      }
      values.add(keys == null ? items.get(i) : members.get(i).getValue());
    }
    if (to < most) {
      page.putObject("Next").put("Next", to);
    }
    return Json.of(page);
  }

  private static String source(JsonNode parameters) {
    JsonNode key = parameters.has("Key") ? parameters.get("Key") : parameters.path("Prefix");
    return "S3://" + parameters.path("Bucket").asText() + "/" + key.asText();
  }

  private static Json written(JsonNode parameters) {
    String run = parameters.path("MapRunArn").asText();
    JsonNode to = parameters.path("Parameters");
    String prefix = to.path("Prefix").asText("");
    String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    return Json.of(
        Json.object()
            .put("Bucket", to.path("Bucket").asText())
            .put("Key", folder + run.substring(run.lastIndexOf(':') + 1) + "/manifest.json"));
  }

  /** The error that a failing reader or writer gives if the test names none. */
  static String defaultError(boolean writes) {
    return writes ? ErrorName.RESULT_WRITER_FAILED : ErrorName.ITEM_READER_FAILED;
  }
}
