package io.passo.asl.data;

import org.jspecify.annotations.Nullable;

/**
 * An error of the language (asl.md §7).
 *
 * @param name error name, matched by {@code ErrorEquals}
 * @param cause text for people, not yet prefixed by the state it happened in; null = none
 * @param location field of a JSONata expression that failed, such as {@code Output/result}; null =
 *     none
 */
public record StatesError(String name, @Nullable String cause, @Nullable String location) {
  /** An error of no particular field. */
  public StatesError(String name, @Nullable String cause) {
    this(name, cause, null);
  }
}
