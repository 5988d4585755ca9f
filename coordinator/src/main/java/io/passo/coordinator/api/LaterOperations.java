package io.passo.coordinator.api;

import java.util.Set;

/**
 * Operations of the service that this version does not have: they are named in errors and in the
 * reference, not hidden.
 */
final class LaterOperations {
  private static final Set<String> NAMES = Set.of("RedriveExecution");

  private LaterOperations() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }
}
