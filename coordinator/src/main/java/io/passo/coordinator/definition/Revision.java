package io.passo.coordinator.definition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as it was between two updates.
 *
 * @param number 1, 2, 3 …
 * @param revisionId what the API calls it, null for the initial revision
 * @param configuration definition, role and the rest
 * @param updateDate when it was made
 */
public record Revision(
    int number, @Nullable String revisionId, Configuration configuration, Instant updateDate) {
  /** True if requests call it so; the initial revision is {@link Versions#INITIAL}. */
  public boolean isCalled(String id) {
    return id.equals(revisionId == null ? Versions.INITIAL : revisionId);
  }
}
