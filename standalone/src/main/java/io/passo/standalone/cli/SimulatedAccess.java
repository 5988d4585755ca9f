package io.passo.standalone.cli;

import org.jspecify.annotations.Nullable;

/**
 * What policies say about an action on a resource.
 *
 * @param decision {@code allowed}, {@code explicitDeny} or {@code implicitDeny}
 * @param policy the policy that decides; null if none speaks of it
 * @param statement its statement
 */
record SimulatedAccess(
    String action,
    String resource,
    String decision,
    @Nullable String policy,
    @Nullable String statement) {

  boolean isAllowed() {
    return decision.equals("allowed");
  }
}
