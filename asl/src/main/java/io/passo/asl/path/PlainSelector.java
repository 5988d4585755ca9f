package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path of members and indexes: walks the tree, copies nothing. */
record PlainSelector(List<Segment> segments) implements Selector {
  PlainSelector {
    segments = List.copyOf(segments);
  }

  @Override
  public @Nullable JsonNode select(JsonNode root) {
    JsonNode node = root;
    for (int i = 0; i < segments.size() && node != null; i++) {
      node = segments.get(i).step(node);
    }
    return node;
  }

  /** Whether the path leads to an array and fails only by an index outside of it. */
  boolean missesElement(JsonNode root) {
    if (segments.isEmpty() || !(segments.getLast() instanceof Segment.Index)) {
      return false;
    }
    JsonNode parent = new PlainSelector(segments.subList(0, segments.size() - 1)).select(root);
    return parent != null && parent.isArray();
  }
}
