package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.local.LocalResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test would have to expect to pass: the fields that it has, or status, output or error, and
 * path if it has none.
 */
final class ObservedExpectation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final CaseResult result;
  private final LocalResult ended;
  private final @Nullable Field before;
  private final ObjectNode expect = NODES.objectNode();

  private ObservedExpectation(CaseResult result, LocalResult ended, @Nullable Field before) {
    this.result = result;
    this.ended = ended;
    this.before = before;
  }

  /**
   * The expectation as it stands in a file.
   *
   * @param test the test in its file
   * @param outputs gets the texts of files that hold outputs
   */
  static ObjectNode of(CaseResult result, Field test, Map<Path, String> outputs) {
    LocalResult ended = result.ended();
    if (ended == null) {
      throw test.problem("Expected an execution that came to an end");
    }
    ObservedExpectation observed = new ObservedExpectation(result, ended, test.member("expect"));
    observed.end(outputs);
    observed.paths();
    observed.states();
    return observed.expect;
  }

  private boolean has(String field) {
    return before != null && before.member(field) != null;
  }

  private void end(Map<Path, String> outputs) {
    boolean fails = ended.status() == ExecutionStatus.FAILED && ended.error() != null;
    if (has("status") || (ended.status() != ExecutionStatus.SUCCEEDED && !fails)) {
      expect.put("status", ended.status().name());
    }
    if (ended.status() == ExecutionStatus.SUCCEEDED) {
      output(outputs);
    } else {
      if (ended.error() != null) {
        expect.put("error", ended.error());
      }
      if (ended.cause() != null) {
        cause(ended.cause());
      }
    }
  }

  private void output(Map<Path, String> outputs) {
    Json output = ended.output();
    JsonNode node = output == null ? NODES.nullNode() : output.node();
    Field file = before == null ? null : before.member("outputFile");
    Field part = before == null ? null : before.member("outputContains");
    if (file != null) {
      expect.put("outputFile", file.text());
      outputs.put(file.document().beside(file.text()), ExpectBlocks.pretty(node) + "\n");
    } else if (part != null && !has("output")) {
      expect.set("outputContains", common(part.node(), node));
    } else if (before == null || has("output") || !has("path")) {
      expect.set("output", node);
    }
  }

  /** Of a value the members that another one has. */
  private static JsonNode common(JsonNode wanted, JsonNode value) {
    if (wanted.isObject() && value.isObject()) {
      ObjectNode both = NODES.objectNode();
      for (Map.Entry<String, JsonNode> member : wanted.properties()) {
        JsonNode other = value.get(member.getKey());
        if (other != null) {
          both.set(member.getKey(), common(member.getValue(), other));
        }
      }
      return both;
    }
    if (wanted.isArray() && value.isArray() && wanted.size() == value.size()) {
      ArrayNode both = NODES.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        both.add(common(wanted.get(i), value.get(i)));
      }
      return both;
    }
    return value;
  }

  private void cause(String cause) {
    Field part = before == null ? null : before.member("causeContains");
    if (part != null && cause.contains(part.text())) {
      expect.put("causeContains", part.text());
    } else if (part != null || has("cause")) {
      expect.put("cause", cause);
    }
  }

  private void paths() {
    if (before == null || has("path")) {
      expect.set("path", texts(pathAt(Place.TOP.toString())));
    }
    Field paths = before == null ? null : before.member("paths");
    if (paths != null) {
      ObjectNode found = expect.putObject("paths");
      paths.members().keySet().forEach(place -> found.set(place, texts(pathAt(place))));
    }
    if (has("duration")) {
      expect.put("duration", Durations.text(result.waited()));
    }
  }

  private List<String> pathAt(String place) {
    return Expectation.pathAt(place, result.paths());
  }

  private static ArrayNode texts(List<String> path) {
    ArrayNode texts = NODES.arrayNode();
    path.forEach(texts::add);
    return texts;
  }

  private void states() {
    Field states = before == null ? null : before.member("states");
    if (states != null) {
      ObjectNode found = expect.putObject("states");
      states.members().forEach((name, wanted) -> found.set(name, state(name, wanted)));
    }
  }

  private ObjectNode state(String name, Field wanted) {
    Trace trace = result.trace();
    ObjectNode found = NODES.objectNode();
    List<Json> calls = trace.calls(name);
    if (wanted.member("visits") != null) {
      found.put("visits", trace.visits(name));
    }
    if (wanted.member("attempts") != null) {
      found.put("attempts", calls.size());
    }
    if (wanted.member("retries") != null) {
      found.put("retries", trace.retries(name));
    }
    Field contents = wanted.member("calls");
    if (contents != null) {
      ArrayNode all = found.putArray("calls");
      for (int i = 0; i < calls.size(); i++) {
        JsonNode call = calls.get(i).node();
        JsonNode part = contents.node().get(i);
        all.add(part == null ? call : common(part, call));
      }
    }
    return found;
  }
}
