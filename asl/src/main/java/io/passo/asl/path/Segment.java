package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One step of a plain path. */
sealed interface Segment {
  /** What the step leads to; null if nothing is there. */
  @Nullable JsonNode step(JsonNode node);

  /** Member of an object. */
  record Member(String name) implements Segment {
    @Override
    public @Nullable JsonNode step(JsonNode node) {
      return node.isObject() ? node.get(name) : null;
    }
  }

  /** Element of an array; negative counts from the end. */
  record Index(int index) implements Segment {
    @Override
    public @Nullable JsonNode step(JsonNode node) {
      if (!node.isArray()) {
        return null;
      }
      return node.get(index < 0 ? node.size() + index : index);
    }
  }
}
