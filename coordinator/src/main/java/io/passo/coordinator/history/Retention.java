package io.passo.coordinator.history;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Deletes executions that closed long ago with their histories and Map Runs; their blobs follow
 * when those are swept. In batches, so that neither locks nor transactions last, and by one
 * coordinator at a time: each batch is done under a lock of the database.
 */
public final class Retention {
  private static final long LIMIT_SECONDS = 60;

  /** Names the lock among those of this database: "passoret" in ASCII. */
  private static final long LOCK = 0x706173736f726574L;

  private static final String TAKE = "SELECT pg_try_advisory_xact_lock($1)";

  // The rows are locked and looked at again, so one that is redriven meanwhile stays. A statement
  // sees the rows as they were at its beginning, hence all of an execution goes or nothing.
  private static final String DELETE =
      """
      WITH gone AS (
        DELETE FROM execution WHERE execution_key = ANY(ARRAY(
          SELECT execution_key FROM execution WHERE stop_date < $1 AND status <> 0
          ORDER BY stop_date LIMIT $2 FOR UPDATE SKIP LOCKED))
        RETURNING execution_key, execution_arn),
      map_runs AS (DELETE FROM map_run m USING gone g WHERE m.execution_arn = g.execution_arn),
      events AS (DELETE FROM history h USING gone g WHERE h.execution_key = g.execution_key)
      SELECT count(*) FROM gone
      """;

  private final Pool pool;

  public Retention(Pool pool) {
    this.pool = pool;
  }

  /**
   * Deletes one batch.
   *
   * @param closedBefore executions that closed earlier are deleted, the oldest first
   * @param size executions to delete at most
   * @return how many were; empty if somebody else is at it
   * @throws io.passo.coordinator.engine.UnavailableException if PostgreSQL does not do it
   */
  public OptionalInt deleteBatch(Instant closedBefore, int size) {
    return Blocking.await(
        "deleting of old executions",
        pool.withTransaction(connection -> delete(connection, closedBefore, size)),
        LIMIT_SECONDS);
  }

  private static Future<OptionalInt> delete(
      SqlConnection connection, Instant closedBefore, int size) {
    return connection
        .preparedQuery(TAKE)
        .execute(Tuple.of(LOCK))
        .compose(
            taken ->
                first(taken).getBoolean(0)
                    ? connection
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(closedBefore.toEpochMilli(), size))
                        .map(deleted -> OptionalInt.of(first(deleted).getInteger(0)))
                    : Future.succeededFuture(OptionalInt.empty()));
  }

  private static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }
}
