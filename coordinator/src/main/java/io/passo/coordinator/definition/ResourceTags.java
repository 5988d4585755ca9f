package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tags of state machines and activities. Every method fails if PostgreSQL does not answer, and then
 * nothing is known about a change.
 */
public interface ResourceTags {
  /** The tags of a resource, sorted by key; empty if there is no such resource. */
  Uni<Optional<Map<String, String>>> find(Kind kind, String arn);

  /**
   * Changes the tags of a resource.
   *
   * @param change from the tags found to those wanted; may be called more than once
   * @param limit how many tags a resource may have
   */
  Uni<Change> change(Kind kind, String arn, UnaryOperator<Map<String, String>> change, int limit);

  /** What can have tags. */
  enum Kind {
    STATE_MACHINE,
    ACTIVITY
  }

  /** What came of a change. */
  enum Change {
    DONE,
    /** There is no such resource. */
    ABSENT,
    /** It would have too many tags; nothing has changed. */
    TOO_MANY
  }
}
