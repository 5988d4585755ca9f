package io.passo.coordinator.history;

import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jspecify.annotations.Nullable;

/** {@link MapRuns} over Hibernate Reactive. */
@Singleton
final class HibernateMapRuns implements MapRuns {
  private static final String LIST = "from MapRun r where r.executionArn = :execution";
  private static final String AFTER =
      " and r.startDate <= :date and (r.startDate < :date or r.arn < :arn)";
  private static final String NEWEST_FIRST = " order by r.startDate desc, r.arn desc";

  private final SessionFactory sessions;

  HibernateMapRuns(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Optional<Known>> find(String mapRunArn) {
    return sessions
        .withStatelessSession(session -> session.get(MapRunEntity.class, mapRunArn))
        .map(found -> Optional.ofNullable(found).map(MapRunEntity::toKnown));
  }

  @Override
  public Uni<List<Known>> list(String executionArn, @Nullable Cursor after, int limit) {
    return sessions.withStatelessSession(
        session -> {
          SelectionQuery<MapRunEntity> query =
              session
                  .createSelectionQuery(
                      LIST + (after == null ? "" : AFTER) + NEWEST_FIRST, MapRunEntity.class)
                  .setParameter("execution", executionArn)
                  .setMaxResults(limit);
          if (after != null) {
            query.setParameter("date", after.startDate()).setParameter("arn", after.arn());
          }
          return query
              .getResultList()
              .map(rows -> rows.stream().map(MapRunEntity::toKnown).toList());
        });
  }
}
