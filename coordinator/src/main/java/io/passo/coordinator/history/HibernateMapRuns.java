package io.passo.coordinator.history;

import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private static final String LOST =
      """
      SELECT count(*), coalesce(sum(e.item_count), 0)::bigint FROM execution e
      WHERE e.map_run_arn = $1 AND e.status > 1 AND (e.stop_date < $2 OR e.start_date < $3 OR EXISTS (
        SELECT 1 FROM history h WHERE h.execution_key = e.execution_key AND h.last_id >= $4))
      """;

  private static final String OPEN =
      """
      WITH oldest AS (
        SELECT start_date, arn FROM map_run
        WHERE status = 'RUNNING' AND split_part(arn, ':', 5) = $1 AND split_part(arn, ':', 4) = $2
        ORDER BY start_date, arn COLLATE "C" LIMIT $3)
      SELECT (SELECT count(*) FROM oldest), last.start_date, last.arn,
        ARRAY(SELECT arn FROM oldest WHERE start_date >= $4)
      FROM (SELECT 1) AS one LEFT JOIN LATERAL (
        SELECT start_date, arn FROM oldest ORDER BY start_date, arn COLLATE "C" OFFSET $3 - 1 LIMIT 1) AS last ON true
      """;

  private final SessionFactory sessions;
  private final Pool pool;

  HibernateMapRuns(SessionFactory sessions, Pool pool) {
    this.sessions = sessions;
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Known>> find(String mapRunArn) {
    return sessions
        .withStatelessSession(session -> session.get(MapRunEntity.class, mapRunArn))
        .map(found -> Optional.ofNullable(found).map(MapRunEntity::toKnown));
  }

  @Override
  public Uni<Lost> lost(String mapRunArn, RedriveBounds bounds) {
    return pool.preparedQuery(LOST)
        .execute(
            Tuple.of(mapRunArn, bounds.stoppedFrom(), bounds.startedFrom(), bounds.mostEvents()))
        .map(rows -> rows.iterator().next())
        .map(row -> new Lost(row.getLong(0), row.getLong(1)));
  }

  @Override
  public Uni<Open> open(String account, String region, long most, long youngFrom) {
    return pool.preparedQuery(OPEN)
        .execute(Tuple.of(account, region, most, youngFrom))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Open(
                    row.getLong(0),
                    row.getLong(1),
                    row.getString(2),
                    Set.of(row.getArrayOfStrings(3))));
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
