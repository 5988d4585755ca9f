package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** What transactions that hold the lock of a state machine do with its versions. */
final class VersionStatements {
  private static final String OF_REVISION =
      "from PublishedVersion v where v.stateMachineId = :id and v.revision = :revision";
  private static final String COUNT =
      "select count(v) from PublishedVersion v where v.stateMachineId = :id";
  private static final String NEXT =
      """
      update state_machine set last_version = last_version + 1 where id = ?1 returning last_version
      """;

  private VersionStatements() {}

  /** The version of the machine's current revision. */
  static Uni<Optional<Version>> current(StatelessSession session, RegisteredStateMachine machine) {
    return session
        .createSelectionQuery(OF_REVISION, VersionEntity.class)
        .setParameter("id", machine.id())
        .setParameter("revision", machine.revision().number())
        .getSingleResultOrNull()
        .map(Optional::ofNullable)
        .map(found -> found.map(row -> row.with(RevisionEntity.of(machine))));
  }

  static Uni<Long> count(StatelessSession session, String stateMachineId) {
    return session
        .createSelectionQuery(COUNT, Long.class)
        .setParameter("id", stateMachineId)
        .getSingleResult();
  }

  /** Publishes the machine's current revision, which has no version. */
  static Uni<Version> publish(
      StatelessSession session,
      RegisteredStateMachine machine,
      Publication publication,
      Instant now) {
    return session
        .createNativeQuery(NEXT, Integer.class)
        .setParameter(1, machine.id())
        .getSingleResult()
        .map(number -> row(machine, number, publication, now))
        .call(session::insert)
        .map(row -> row.with(RevisionEntity.of(machine)));
  }

  private static VersionEntity row(
      RegisteredStateMachine machine, int number, Publication publication, Instant now) {
    VersionEntity row = new VersionEntity();
    row.stateMachineId = machine.id();
    row.number = number;
    row.revision = machine.revision().number();
    row.description = publication.description();
    row.creationDate = now.toEpochMilli();
    return row;
  }
}
