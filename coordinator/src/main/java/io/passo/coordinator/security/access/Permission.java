package io.passo.coordinator.security.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody needs for what they want to do.
 *
 * @param action for example {@code states:StartExecution}
 * @param resource ARN, {@code *}, or null if it is not known
 * @param keys condition keys that belong to the action and its resource
 */
public record Permission(String action, @Nullable String resource, Map<String, List<String>> keys) {
  public Permission {
    keys = Map.copyOf(keys);
  }

  /** One without condition keys of its own. */
  public Permission(String action, @Nullable String resource) {
    this(action, resource, Map.of());
  }

  /** The same with another condition key. */
  public Permission with(String key, String... values) {
    Map<String, List<String>> more = new HashMap<>(keys);
    more.put(key, List.of(values));
    return new Permission(action, resource, more);
  }
}
