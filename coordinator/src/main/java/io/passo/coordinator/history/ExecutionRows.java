package io.passo.coordinator.history;

import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.history.ExecutionIndex.Settled;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Single rows of the index, by statements of its own: executions are described thousands of times a
 * second, and what a session of Hibernate does for a row costs several times the row.
 */
@Singleton
final class ExecutionRows {
  private static final String COLUMNS =
      "e.execution_arn, e.state_machine_arn, e.name, e.status, e.start_date, e.stop_date, e.input,"
          + " e.output, e.error, e.cause, e.definition_hash, e.role_arn, e.state_machine_version_arn,"
          + " e.state_machine_alias_arn, e.trace_header, e.map_run_arn, e.item_count, e.redrive_count,"
          + " e.redrive_date";
  private static final String FIND =
      "SELECT " + COLUMNS + " FROM execution e WHERE e.execution_key = $1";
  // One statement sees both as of one moment: a row that is missing beside an offset that is
  // reached has been deleted.
  private static final String FIND_WITH_OFFSET =
      "SELECT "
          + COLUMNS
          + ", s.log_offset FROM sink s LEFT JOIN execution e ON e.execution_key = $1"
          + " WHERE s.partition = $2";
  private static final int OFFSET_COLUMN = 19;
  private static final String LAST_EVENT =
      "SELECT coalesce(max(last_id), 0)::bigint FROM history WHERE execution_key = $1";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

  private final Pool pool;

  ExecutionRows(Pool pool) {
    this.pool = pool;
  }

  Uni<Optional<ExecutionRecord>> find(String executionArn) {
    return query(FIND, Tuple.of(key(executionArn)))
        .map(rows -> rows.size() == 0 ? Optional.empty() : record(rows.iterator().next()));
  }

  /** As {@link ExecutionIndex#find(String, int, long, long)}. */
  Uni<Settled> find(String executionArn, int partition, long offset, long millis) {
    return look(
        Tuple.of(key(executionArn), partition),
        offset,
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private Uni<Settled> look(Tuple place, long offset, long deadline) {
    return query(FIND_WITH_OFFSET, place)
        .chain(
            rows -> {
              Settled found = settled(rows, offset);
              if (found.isReached() || System.nanoTime() - deadline >= 0) {
                return Uni.createFrom().item(found);
              }
              return Uni.createFrom()
                  .voidItem()
                  .onItem()
                  .delayIt()
                  .by(BETWEEN_LOOKS)
                  .chain(() -> look(place, offset, deadline));
            });
  }

  private static Settled settled(RowSet<Row> rows, long offset) {
    if (rows.size() == 0) {
      return new Settled(Optional.empty(), offset <= 0);
    }
    Row row = rows.iterator().next();
    return new Settled(record(row), row.getLong(OFFSET_COLUMN) >= offset);
  }

  Uni<Long> lastEvent(String executionArn) {
    return query(LAST_EVENT, Tuple.of(key(executionArn)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return Uni.createFrom()
        .completionStage(() -> pool.preparedQuery(sql).execute(parameters).toCompletionStage())
        .onFailure()
        .transform(failure -> new UnavailableException("PostgreSQL does not answer", failure));
  }

  private static String key(String executionArn) {
    return ExecutionKey.of(executionArn).value();
  }

  private static Optional<ExecutionRecord> record(Row row) {
    String arn = row.getString(0);
    if (arn == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ExecutionRecord(
            arn,
            row.getString(1),
            row.getString(2),
            StatusCode.status(row.getShort(3)),
            row.getLong(4),
            row.getLong(5),
            payload(row.getBuffer(6)),
            payload(row.getBuffer(7)),
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13),
            row.getString(14),
            row.getString(15),
            row.getInteger(16),
            row.getInteger(17),
            row.getLong(18)));
  }

  private static @Nullable Payload payload(@Nullable Buffer json) {
    return json == null ? null : new Payload(json.getBytes());
  }
}
