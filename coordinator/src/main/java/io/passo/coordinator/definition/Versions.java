package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Versions of the state machines that exist. State machines are named by their unqualified ARNs.
 * Every method fails if PostgreSQL does not answer, and then nothing is known about a change.
 */
public interface Versions {
  /** What PublishStateMachineVersion calls the revision a state machine was created with. */
  String INITIAL = "INITIAL";

  /**
   * Publishes the current revision; a revision that has a version keeps it with its description.
   *
   * @param revisionId the revision that must be the current one, {@link #INITIAL} for the first;
   *     null for whichever is current
   * @param limit how many versions a state machine may have
   */
  Uni<Revised> publish(
      String stateMachineArn,
      @Nullable String revisionId,
      Publication publication,
      long limit,
      Instant now);

  /** A version that has not been deleted. */
  Uni<Optional<Version>> find(String stateMachineArn, int number);

  /**
   * Versions, newest first.
   *
   * @param before only versions with smaller numbers
   */
  Uni<List<Version>> list(String stateMachineArn, int before, int limit);

  /**
   * Deletes a version unless aliases route to it; nothing happens if there is none.
   *
   * @return names of the aliases that keep it, sorted
   */
  Uni<List<String>> delete(String stateMachineArn, int number);
}
