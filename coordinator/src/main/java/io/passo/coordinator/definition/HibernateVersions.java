package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/** {@link Versions} over Hibernate Reactive. */
@Singleton
final class HibernateVersions implements Versions {
  private static final String OF_MACHINE =
      """
      select v, r from PublishedVersion v join StateMachine e on e.id = v.stateMachineId
        join Revision r on r.stateMachineId = v.stateMachineId and r.number = v.revision
      where e.arn = :arn
      """;
  private static final String BY_NUMBER = OF_MACHINE + " and v.number = :number";
  private static final String NEWEST_FIRST =
      OF_MACHINE + " and v.number < :before order by v.number desc";
  private static final String REFERRING =
      """
      select a.name from StateMachineAlias a
      where a.stateMachineId = :id and (a.firstVersion = :number or a.secondVersion = :number) order by a.name
      """;
  private static final String DELETE =
      "delete from PublishedVersion v where v.stateMachineId = :id and v.number = :number";

  private final SessionFactory sessions;

  HibernateVersions(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Revised> publish(
      String stateMachineArn,
      @Nullable String revisionId,
      Publication publication,
      long limit,
      Instant now) {
    return sessions.withStatelessTransaction(
        session ->
            LockedStateMachine.lock(session, stateMachineArn)
                .chain(locked -> HibernateStateMachines.find(session, stateMachineArn))
                .chain(
                    found ->
                        found
                            .map(
                                machine ->
                                    publish(session, machine, revisionId, publication, limit, now))
                            .orElseGet(() -> Uni.createFrom().item(new Revised.Absent()))));
  }

  private static Uni<Revised> publish(
      StatelessSession session,
      RegisteredStateMachine machine,
      @Nullable String revisionId,
      Publication publication,
      long limit,
      Instant now) {
    if (machine.status() == StateMachineStatus.DELETING) {
      return Uni.createFrom().item(new Revised.Deleting());
    }
    if (revisionId != null && !machine.revision().isCalled(revisionId)) {
      return Uni.createFrom().item(new Revised.OtherRevision(machine.revision().revisionId()));
    }
    return VersionStatements.current(session, machine)
        .chain(
            version ->
                version.isPresent()
                    ? Uni.createFrom().item(new Revised.Done(machine, version.get()))
                    : publishNew(session, machine, publication, limit, now));
  }

  private static Uni<Revised> publishNew(
      StatelessSession session,
      RegisteredStateMachine machine,
      Publication publication,
      long limit,
      Instant now) {
    return VersionStatements.count(session, machine.id())
        .chain(
            count ->
                count >= limit
                    ? Uni.createFrom().item(new Revised.TooManyVersions())
                    : VersionStatements.publish(session, machine, publication, now)
                        .map(version -> new Revised.Done(machine, version)));
  }

  @Override
  public Uni<Optional<Version>> find(String stateMachineArn, int number) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(BY_NUMBER, Object[].class)
                    .setParameter("arn", stateMachineArn)
                    .setParameter("number", number)
                    .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(HibernateVersions::version));
  }

  @Override
  public Uni<List<Version>> list(String stateMachineArn, int before, int limit) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(NEWEST_FIRST, Object[].class)
                    .setParameter("arn", stateMachineArn)
                    .setParameter("before", before)
                    .setMaxResults(limit)
                    .getResultList())
        .map(rows -> rows.stream().map(HibernateVersions::version).toList());
  }

  @Override
  public Uni<List<String>> delete(String stateMachineArn, int number) {
    return sessions.withStatelessTransaction(
        session ->
            LockedStateMachine.lock(session, stateMachineArn)
                .chain(
                    locked ->
                        locked
                            .map(machine -> delete(session, machine.id, number))
                            .orElseGet(() -> Uni.createFrom().item(List.of()))));
  }

  private static Uni<List<String>> delete(StatelessSession session, String id, int number) {
    return session
        .createSelectionQuery(REFERRING, String.class)
        .setParameter("id", id)
        .setParameter("number", number)
        .getResultList()
        .call(
            aliases ->
                aliases.isEmpty()
                    ? session
                        .createMutationQuery(DELETE)
                        .setParameter("id", id)
                        .setParameter("number", number)
                        .executeUpdate()
                    : Uni.createFrom().nullItem());
  }

  private static Version version(Object[] row) {
    return ((VersionEntity) row[0]).with((RevisionEntity) row[1]);
  }
}
