package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state machines of all accounts. Every method fails if PostgreSQL does not answer, and then
 * nothing is known about a change.
 */
public interface StateMachines {
  /** Creates a state machine unless its ARN is taken, and publishes its first version if asked. */
  Uni<Created> create(NewStateMachine machine);

  /** The state machine of that unqualified ARN. */
  Uni<Optional<RegisteredStateMachine>> find(String arn);

  /**
   * Makes a new revision if the change makes a difference and the state machine is active, and
   * publishes the result if that is asked for.
   */
  Uni<Revised> update(String arn, StateMachineUpdate update);

  /** One page in the order of creation. */
  Uni<List<RegisteredStateMachine>> list(PageQuery query);

  /** How many state machines an account has in a region. */
  Uni<Long> count(String account, String region);

  /** Marks a state machine as deleted; nothing happens if there is none. */
  Uni<Void> delete(String arn, Instant now);

  /** State machines whose deletion was asked for before that moment, oldest first. */
  Uni<List<RegisteredStateMachine>> deletedBefore(Instant moment);

  /** Takes a deleted state machine away with its versions and aliases; its revisions stay. */
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
