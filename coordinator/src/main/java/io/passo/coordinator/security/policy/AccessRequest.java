package io.passo.coordinator.security.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do.
 *
 * @param action for example {@code states:StartExecution}
 * @param resource ARN, {@code *} for actions without a resource; null if it is not known, which
 *     only {@code *} allows and every denial denies
 * @param keys condition keys in lower case with their values; a key that is not there is absent
 */
public record AccessRequest(
    String action, @Nullable String resource, Map<String, List<String>> keys) {

  public AccessRequest {
    Map<String, List<String>> lowered = new HashMap<>();
    keys.forEach((key, values) -> lowered.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
    keys = Map.copyOf(lowered);
  }

  /** Values of a condition key; empty if it is absent. */
  List<String> values(String key) {
    return keys.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
