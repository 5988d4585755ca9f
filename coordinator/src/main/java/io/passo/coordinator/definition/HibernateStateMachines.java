package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/** {@link StateMachines} over Hibernate Reactive. */
@Singleton
final class HibernateStateMachines implements StateMachines {
  private static final String CREATE =
      """
      insert into state_machine (arn, id, account, region, name, type, status, creation_date, revision, tags,
        published_at_creation, creation_description)
      values (?1, ?2, ?3, ?4, ?5, ?6, 'ACTIVE', ?7, 1, ?8, ?9, ?10) on conflict do nothing
      """;
  private static final String WITH_REVISION =
      "select e, r from StateMachine e join Revision r on r.stateMachineId = e.id and r.number = e.revision where ";
  private static final String BY_ARN = WITH_REVISION + "e.arn = :arn";
  private static final String BY_OWNER =
      WITH_REVISION + "e.account = :account and e.region = :region";
  private static final String DELETED =
      WITH_REVISION + "e.deletedAt <= :moment order by e.deletedAt";
  private static final String COUNT =
      "select count(e) from StateMachine e where e.account = :account and e.region = :region";
  private static final String DELETE =
      "update StateMachine set status = :status, deletedAt = :now where arn = :arn and deletedAt is null";
  private static final String REMOVE =
      "delete from StateMachine where arn = :arn and id = :id and deletedAt is not null";
  private static final String PINNED =
      """
      select r from Revision r where r.stateMachineArn = :arn and r.definitionHash = :hash and r.roleArn = :role
      order by case when r.updateDate <= :date then 0 else 1 end, r.updateDate desc
      """;
  private static final int MOST_DELETED = 1000;

  private final SessionFactory sessions;

  HibernateStateMachines(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Created> create(NewStateMachine machine) {
    String id = UUID.randomUUID().toString();
    return sessions.withStatelessTransaction(
        session ->
            insert(session, machine, id)
                .chain(
                    rows ->
                        rows == 1 ? storeFirst(session, machine, id) : Uni.createFrom().voidItem())
                .chain(() -> find(session, machine.arn()))
                .map(Optional::orElseThrow)
                .call(found -> publishFirst(session, found, id, machine.publication()))
                .map(found -> new Created(found, found.id().equals(id))));
  }

  @Override
  public Uni<Optional<RegisteredStateMachine>> find(String arn) {
    return sessions.withStatelessSession(session -> find(session, arn));
  }

  @Override
  public Uni<Revised> update(String arn, StateMachineUpdate update) {
    return sessions.withStatelessTransaction(
        session ->
            LockedStateMachine.lock(session, arn)
                .chain(locked -> find(session, arn))
                .chain(
                    found ->
                        found
                            .map(machine -> RevisionStatements.update(session, machine, update))
                            .orElseGet(() -> Uni.createFrom().item(new Revised.Absent()))));
  }

  @Override
  public Uni<List<RegisteredStateMachine>> list(PageQuery query) {
    return sessions
        .withStatelessSession(
            session -> Page.select(session, BY_OWNER, query, Object[].class).getResultList())
        .map(rows -> rows.stream().map(HibernateStateMachines::machine).toList());
  }

  @Override
  public Uni<Long> count(String account, String region) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(COUNT, Long.class)
                .setParameter("account", account)
                .setParameter("region", region)
                .getSingleResult());
  }

  @Override
  public Uni<Void> delete(String arn, Instant now) {
    return sessions
        .withStatelessTransaction(
            session ->
                session
                    .createMutationQuery(DELETE)
                    .setParameter("status", StateMachineStatus.DELETING)
                    .setParameter("now", now.toEpochMilli())
                    .setParameter("arn", arn)
                    .executeUpdate())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<RegisteredStateMachine>> deletedBefore(Instant moment) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(DELETED, Object[].class)
                    .setParameter("moment", moment.toEpochMilli())
                    .setMaxResults(MOST_DELETED)
                    .getResultList())
        .map(rows -> rows.stream().map(HibernateStateMachines::machine).toList());
  }

  @Override
  public Uni<Void> remove(RegisteredStateMachine machine) {
    return sessions.withStatelessTransaction(
        session ->
            session
                .createMutationQuery(REMOVE)
                .setParameter("arn", machine.arn())
                .setParameter("id", machine.id())
                .executeUpdate()
                .chain(() -> removeAll(session, "StateMachineAlias", machine.id()))
                .chain(() -> removeAll(session, "PublishedVersion", machine.id())));
  }

  @Override
  public Uni<Optional<Revision>> pinned(
      String arn, String definitionHash, String roleArn, Instant startDate) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(PINNED, RevisionEntity.class)
                    .setParameter("arn", arn)
                    .setParameter("hash", definitionHash)
                    .setParameter("role", roleArn)
                    .setParameter("date", startDate.toEpochMilli())
                    .setMaxResults(1)
                    .getSingleResultOrNull())
        .map(found -> Optional.ofNullable(found).map(RevisionEntity::toRevision));
  }

  private static Uni<Integer> insert(StatelessSession session, NewStateMachine machine, String id) {
    Publication publication = machine.publication();
    return session
        .createNativeQuery(CREATE)
        .setParameter(1, machine.arn())
        .setParameter(2, id)
        .setParameter(3, machine.account())
        .setParameter(4, machine.region())
        .setParameter(5, machine.name())
        .setParameter(6, machine.type().name())
        .setParameter(7, machine.creationDate().toEpochMilli())
        .setParameter(8, Tags.toText(machine.tags()))
        .setParameter(9, publication != null)
        .setParameter(10, publication == null ? null : publication.description())
        .executeUpdate();
  }

  private static Uni<Void> storeFirst(
      StatelessSession session, NewStateMachine machine, String id) {
    Revision first = new Revision(1, null, machine.configuration(), machine.creationDate());
    return session
        .insert(RevisionEntity.of(id, machine.arn(), first))
        .chain(
            () ->
                HibernateDefinitionTexts.store(
                    session, machine.configuration().definitionHash(), machine.definition()));
  }

  /** The state machine of that ARN with its current revision, within a caller's session. */
  static Uni<Optional<RegisteredStateMachine>> find(StatelessSession session, String arn) {
    return session
        .createSelectionQuery(BY_ARN, Object[].class)
        .setParameter("arn", arn)
        .getSingleResultOrNull()
        .map(row -> Optional.ofNullable(row).map(HibernateStateMachines::machine));
  }

  private static Uni<Void> publishFirst(
      StatelessSession session,
      RegisteredStateMachine found,
      String id,
      @Nullable Publication publication) {
    return publication == null || !found.id().equals(id)
        ? Uni.createFrom().voidItem()
        : VersionStatements.publish(session, found, publication, found.creationDate())
            .replaceWithVoid();
  }

  private static Uni<Void> removeAll(StatelessSession session, String entity, String id) {
    return session
        .createMutationQuery("delete from " + entity + " where stateMachineId = :id")
        .setParameter("id", id)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static RegisteredStateMachine machine(Object[] row) {
    return ((StateMachineEntity) row[0]).with((RevisionEntity) row[1]);
  }
}
