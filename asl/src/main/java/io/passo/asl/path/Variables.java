package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Workflow variables that an expression can see. */
@FunctionalInterface
public interface Variables {
  /** No variables. */
  Variables NONE = name -> null;

  /**
   * Looks a variable up.
   *
   * @param name without {@code $}
   * @return the value, which the caller must not change; null if nothing is assigned
   */
  @Nullable JsonNode get(String name);
}
