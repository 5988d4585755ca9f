package io.passo.coordinator.definition;

import io.passo.coordinator.definition.Alias.Route;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** {@link Aliases} over Hibernate Reactive. */
@Singleton
final class HibernateAliases implements Aliases {
  private static final String OF_MACHINE =
      "select a from StateMachineAlias a join StateMachine e on e.id = a.stateMachineId where e.arn = :arn";
  private static final String OF_VERSION =
      " and (a.firstVersion = :version or a.secondVersion = :version)";
  private static final String AFTER =
      " and a.creationDate <= :date and (a.creationDate < :date or a.name > :name)";
  private static final String NEWEST_FIRST = " order by a.creationDate desc, a.name";
  private static final String BY_NAME =
      "from StateMachineAlias a where a.stateMachineId = :id and a.name = :name";
  private static final String COUNT =
      "select count(a) from StateMachineAlias a where a.stateMachineId = :id";
  private static final String DELETE =
      "delete from StateMachineAlias a where a.stateMachineId = :id and a.name = :name";

  private final SessionFactory sessions;

  HibernateAliases(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<AliasChange> create(Alias alias, long limit) {
    return locked(
        alias.stateMachineArn(),
        (session, machine) ->
            byName(session, machine.id, alias.name())
                .chain(
                    found ->
                        found.isPresent()
                            ? done(found.get().toAlias(machine.arn), false)
                            : createNew(session, machine, alias, limit)));
  }

  private static Uni<AliasChange> createNew(
      StatelessSession session, StateMachineEntity machine, Alias alias, long limit) {
    return session
        .createSelectionQuery(COUNT, Long.class)
        .setParameter("id", machine.id)
        .getSingleResult()
        .chain(
            count ->
                count >= limit
                    ? Uni.createFrom().item(new AliasChange.TooMany())
                    : ifVersionsExist(
                        session,
                        machine,
                        alias,
                        () -> session.insert(AliasEntity.of(machine.id, alias)),
                        true));
  }

  @Override
  public Uni<AliasChange> update(String stateMachineArn, String name, UnaryOperator<Alias> change) {
    return locked(
        stateMachineArn,
        (session, machine) ->
            byName(session, machine.id, name)
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(new AliasChange.Absent())
                            : change(session, machine, found.get(), change)));
  }

  private static Uni<AliasChange> change(
      StatelessSession session,
      StateMachineEntity machine,
      AliasEntity found,
      UnaryOperator<Alias> change) {
    Alias after = change.apply(found.toAlias(machine.arn));
    return ifVersionsExist(
        session, machine, after, () -> session.update(AliasEntity.of(machine.id, after)), false);
  }

  private static Uni<AliasChange> ifVersionsExist(
      StatelessSession session,
      StateMachineEntity machine,
      Alias alias,
      Supplier<Uni<Void>> store,
      boolean fresh) {
    List<Integer> wanted = alias.routes().stream().map(Route::version).toList();
    return session
        .createSelectionQuery(
            "select v.number from PublishedVersion v where v.stateMachineId = :id and v.number in :wanted",
            Integer.class)
        .setParameter("id", machine.id)
        .setParameter("wanted", wanted)
        .getResultList()
        .chain(
            there -> {
              Optional<Integer> missing =
                  wanted.stream().filter(each -> !there.contains(each)).findFirst();
              return missing.isPresent()
                  ? Uni.createFrom().item(new AliasChange.NoVersion(missing.get()))
                  : store.get().chain(() -> done(alias, fresh));
            });
  }

  @Override
  public Uni<Optional<Alias>> find(String stateMachineArn, String name) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(OF_MACHINE + " and a.name = :name", AliasEntity.class)
                    .setParameter("arn", stateMachineArn)
                    .setParameter("name", name)
                    .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(found -> found.toAlias(stateMachineArn)));
  }

  @Override
  public Uni<List<Alias>> list(Query query) {
    return sessions
        .withStatelessSession(session -> select(session, query).getResultList())
        .map(rows -> rows.stream().map(row -> row.toAlias(query.stateMachineArn())).toList());
  }

  @Override
  public Uni<Boolean> delete(String stateMachineArn, String name) {
    return sessions.withStatelessTransaction(
        session ->
            LockedStateMachine.lock(session, stateMachineArn)
                .chain(
                    locked ->
                        locked
                            .map(machine -> delete(session, machine.id, name))
                            .orElseGet(() -> Uni.createFrom().item(false))));
  }

  private static Uni<Boolean> delete(StatelessSession session, String id, String name) {
    return session
        .createMutationQuery(DELETE)
        .setParameter("id", id)
        .setParameter("name", name)
        .executeUpdate()
        .map(rows -> rows > 0);
  }

  private Uni<AliasChange> locked(String arn, InTransaction work) {
    return sessions.withStatelessTransaction(
        session ->
            LockedStateMachine.lock(session, arn)
                .chain(
                    locked ->
                        locked
                            .map(machine -> ifActive(session, machine, work))
                            .orElseGet(() -> Uni.createFrom().item(new AliasChange.Absent()))));
  }

  private static Uni<AliasChange> ifActive(
      StatelessSession session, StateMachineEntity machine, InTransaction work) {
    return machine.status == StateMachineStatus.DELETING
        ? Uni.createFrom().item(new AliasChange.Deleting())
        : work.apply(session, machine);
  }

  private static Uni<Optional<AliasEntity>> byName(
      StatelessSession session, String id, String name) {
    return session
        .createSelectionQuery(BY_NAME, AliasEntity.class)
        .setParameter("id", id)
        .setParameter("name", name)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  private static SelectionQuery<AliasEntity> select(StatelessSession session, Query query) {
    Integer version = query.version();
    Cursor after = query.after();
    SelectionQuery<AliasEntity> select =
        session
            .createSelectionQuery(
                OF_MACHINE
                    + (version == null ? "" : OF_VERSION)
                    + (after == null ? "" : AFTER)
                    + NEWEST_FIRST,
                AliasEntity.class)
            .setParameter("arn", query.stateMachineArn())
            .setMaxResults(query.limit());
    if (version != null) {
      select.setParameter("version", version);
    }
    if (after != null) {
      select
          .setParameter("date", after.creationDate().toEpochMilli())
          .setParameter("name", after.name());
    }
    return select;
  }

  private static Uni<AliasChange> done(Alias alias, boolean fresh) {
    return Uni.createFrom().item(new AliasChange.Done(alias, fresh));
  }

  /** Work on a state machine whose row is locked. */
  @FunctionalInterface
  private interface InTransaction {
    Uni<AliasChange> apply(StatelessSession session, StateMachineEntity machine);
  }
}
