package io.passo.coordinator.security.directory;

import org.jspecify.annotations.Nullable;

/**
 * A row of the directory.
 *
 * @param kind {@code user}, {@code role}, {@code key} or {@code policy}
 * @param key unique for its kind
 * @param value JSON, null if it was deleted
 */
record Entry(String kind, String key, @Nullable String value) {}
