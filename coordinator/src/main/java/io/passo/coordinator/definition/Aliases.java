package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Aliases of the state machines that exist. State machines are named by their unqualified ARNs.
 * Every method fails if PostgreSQL does not answer, and then nothing is known about a change.
 */
public interface Aliases {
  /**
   * Creates an alias unless its name is taken.
   *
   * @param limit how many aliases a state machine may have
   */
  Uni<AliasChange> create(Alias alias, long limit);

  /**
   * Changes description and routes of an alias.
   *
   * @param change from the alias found to the one wanted; may be called more than once
   */
  Uni<AliasChange> update(String stateMachineArn, String name, UnaryOperator<Alias> change);

  Uni<Optional<Alias>> find(String stateMachineArn, String name);

  /** One page, newest first. */
  Uni<List<Alias>> list(Query query);

  /** Deletes an alias; false if there was none. */
  Uni<Boolean> delete(String stateMachineArn, String name);

  /**
   * A page of aliases.
   *
   * @param version only aliases that route to it, null for all
   * @param after last alias of the page before, null for the first page
   */
  record Query(
      String stateMachineArn, @Nullable Integer version, @Nullable Cursor after, int limit) {}

  /** Where a page ended: creation date and, among equal ones, the name. */
  record Cursor(Instant creationDate, String name) {}
}
