package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * The row of a state machine, locked until the end of the transaction: changes of a state machine,
 * its versions and its aliases come one after the other.
 */
final class LockedStateMachine {
  private LockedStateMachine() {}

  static Uni<Optional<StateMachineEntity>> lock(StatelessSession session, String arn) {
    return session
        .createSelectionQuery("from StateMachine e where e.arn = :arn", StateMachineEntity.class)
        .setParameter("arn", arn)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }
}
