package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Finds what a path selects in a value, independent of where the value comes from. */
sealed interface Selector permits PlainSelector, JaywaySelector {
  /**
   * The node, shared with {@code root} where possible; an array of matches for an indefinite path;
   * null if missing.
   */
  @Nullable JsonNode select(JsonNode root);
}
