package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** {@link Activities} over Hibernate Reactive. */
@Singleton
final class HibernateActivities implements Activities {
  private static final String CREATE =
      """
      insert into activity (arn, account, region, name, creation_date, tags) values (?1, ?2, ?3, ?4, ?5, ?6)
      on conflict do nothing
      """;

  private final SessionFactory sessions;

  HibernateActivities(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<RegisteredActivity> create(RegisteredActivity activity, Map<String, String> tags) {
    return sessions.withStatelessTransaction(
        session ->
            insert(session, activity, tags)
                .chain(() -> session.get(ActivityEntity.class, activity.arn()))
                .map(ActivityEntity::toActivity));
  }

  @Override
  public Uni<Optional<RegisteredActivity>> find(String arn) {
    return sessions
        .withStatelessSession(session -> session.get(ActivityEntity.class, arn))
        .map(found -> Optional.ofNullable(found).map(ActivityEntity::toActivity));
  }

  @Override
  public Uni<List<RegisteredActivity>> list(PageQuery query) {
    return sessions
        .withStatelessSession(session -> page(session, query).getResultList())
        .map(rows -> rows.stream().map(ActivityEntity::toActivity).toList());
  }

  @Override
  public Uni<Long> count(String account, String region) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "select count(a) from Activity a where a.account = :account and a.region = :region",
                    Long.class)
                .setParameter("account", account)
                .setParameter("region", region)
                .getSingleResult());
  }

  @Override
  public Uni<Void> delete(String arn) {
    return sessions
        .withStatelessTransaction(
            session ->
                session
                    .createMutationQuery("delete from Activity where arn = :arn")
                    .setParameter("arn", arn)
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static Uni<Integer> insert(
      StatelessSession session, RegisteredActivity activity, Map<String, String> tags) {
    return session
        .createNativeQuery(CREATE)
        .setParameter(1, activity.arn())
        .setParameter(2, activity.account())
        .setParameter(3, activity.region())
        .setParameter(4, activity.name())
        .setParameter(5, activity.creationDate().toEpochMilli())
        .setParameter(6, Tags.toText(tags))
        .executeUpdate();
  }

  private static SelectionQuery<ActivityEntity> page(StatelessSession session, PageQuery query) {
    return Page.select(
        session,
        "select e from Activity e where e.account = :account and e.region = :region",
        query,
        ActivityEntity.class);
  }
}
