package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state machines of all accounts. Every method fails if PostgreSQL does not answer, and then
 * nothing is known about a change.
 */
public interface StateMachines {
  /** Creates a state machine unless its ARN is taken. */
  Uni<Created> create(NewStateMachine machine);

  /** The state machine of that unqualified ARN. */
  Uni<Optional<RegisteredStateMachine>> find(String arn);

  /**
   * Makes a new revision if the change makes a difference and the state machine is active.
   *
   * @param change from the configuration found to the one wanted; may be called more than once
   * @param definition text of the definition, null if it stays
   * @return the state machine afterwards, empty if there is none
   */
  Uni<Optional<RegisteredStateMachine>> update(
      String arn, UnaryOperator<Configuration> change, @Nullable String definition, Instant now);

  /** One page in the order of creation. */
  Uni<List<RegisteredStateMachine>> list(PageQuery query);

  /** How many state machines an account has in a region. */
  Uni<Long> count(String account, String region);

  /** Marks a state machine as deleted; nothing happens if there is none. */
  Uni<Void> delete(String arn, Instant now);

  /** State machines whose deletion was asked for before that moment, oldest first. */
  Uni<List<RegisteredStateMachine>> deletedBefore(Instant moment);

  /** Takes a deleted state machine away; its revisions stay. */
  Uni<Void> remove(RegisteredStateMachine machine);

  /**
   * The revision an execution was started with: the newest one of that definition and role that is
   * not younger than the start, or else (clocks differ) any of that definition and role.
   */
  Uni<Optional<Revision>> pinned(
      String arn, String definitionHash, String roleArn, Instant startDate);

  /**
   * What came of a creation.
   *
   * @param machine the new state machine, or the one found
   * @param fresh false if the ARN was taken
   */
  record Created(RegisteredStateMachine machine, boolean fresh) {}
}
