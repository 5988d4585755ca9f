package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path for writing: where {@code ResultPath} inserts a result (asl.md §2). Missing objects along
 * the path are created, array elements must exist. Safe for concurrent use.
 */
public final class ReferencePath {
  private static final String INVALID = "Value is not a Reference Path";

  private static final int MAX_DEPTH = 200; // inserting recurses

  private final String text;
  private final List<Segment> segments;

  private ReferencePath(String text, List<Segment> segments) {
    this.text = text;
    this.segments = List.copyOf(segments);
  }

  /** Compiles {@code text}: {@code $}, or members and indexes of the input. */
  public static Compiled<ReferencePath> compile(String text) {
    if (!text.startsWith("$")) {
      return Compiled.invalid(
          INVALID + ": Reference path didn't start with '$'",
          "Expected '$' but found '" + text + "'");
    }
    Optional<List<Segment>> segments =
        Origin.of(text)
            .filter(Origin.Input.class::isInstance)
            .flatMap(origin -> PlainParser.parse(text, origin.length()))
            .filter(found -> found.size() <= MAX_DEPTH);
    return segments.isPresent()
        ? Compiled.valid(new ReferencePath(text, segments.get()))
        : Compiled.invalid(
            INVALID,
            "Expected a path of at most %d members and indexes of the input but found '%s'"
                .formatted(MAX_DEPTH, text));
  }

  /** As written in the definition. */
  public String text() {
    return text;
  }

  /** Whether the path is {@code $}. */
  public boolean isRoot() {
    return segments.isEmpty();
  }

  /**
   * The input with {@code value} at this path. The input stays as it is; what is not on the path is
   * shared with it.
   *
   * @return the new value, or {@code States.ResultPathMatchFailure} if the input has something else
   *     on the path
   */
  public Evaluation<JsonNode> insert(Json input, JsonNode value) {
    JsonNode inserted = insert(input.node(), value, 0);
    return inserted != null
        ? Evaluation.value(inserted)
        : Evaluation.failed(
            ErrorName.RESULT_PATH_MATCH_FAILURE,
            "Unable to apply ReferencePath " + text + " to input " + input.text());
  }

  private @Nullable JsonNode insert(@Nullable JsonNode node, JsonNode value, int depth) {
    if (depth == segments.size()) {
      return value;
    }
    return switch (segments.get(depth)) {
      case Segment.Member(String name) -> intoObject(node, name, value, depth);
      case Segment.Index(int index) -> intoArray(node, index, value, depth);
    };
  }

  private @Nullable JsonNode intoObject(
      @Nullable JsonNode node, String name, JsonNode value, int depth) {
    if (node != null && !node.isObject()) {
      return null;
    }
    JsonNode child = insert(node == null ? null : node.get(name), value, depth + 1);
    if (child == null) {
      return null;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (node != null) {
      copy.setAll((ObjectNode) node);
    }
    return copy.set(name, child);
  }

  private @Nullable JsonNode intoArray(
      @Nullable JsonNode node, int index, JsonNode value, int depth) {
    if (node == null || !node.isArray()) {
      return null;
    }
    int at = index < 0 ? node.size() + index : index;
    JsonNode child = at < 0 || at >= node.size() ? null : insert(node.get(at), value, depth + 1);
    if (child == null) {
      return null;
    }
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size()).addAll((ArrayNode) node);
    copy.set(at, child);
    return copy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReferencePath path && path.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
