package io.passo.coordinator.history;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Chunks of history in PostgreSQL. */
final class HistoryRows {
  private static final String FORWARD =
      "SELECT first_id, last_id, events FROM history WHERE execution_key = $1 AND last_id >= $2"
          + " ORDER BY first_id LIMIT $3";
  private static final String BACKWARD =
      "SELECT first_id, last_id, events FROM history WHERE execution_key = $1 AND first_id <= $2"
          + " ORDER BY first_id DESC LIMIT $3";
  private static final String IS_CLOSED =
      "SELECT stop_date IS NOT NULL FROM execution WHERE execution_key = $1";

  private final Pool pool;

  HistoryRows(Pool pool) {
    this.pool = pool;
  }

  /**
   * Chunks with the first {@code limit} events from an id on, perhaps more.
   *
   * @param reverse true for the last events up to {@code fromId}
   */
  List<HistoryChunk> read(ExecutionKey key, long fromId, int limit, boolean reverse) {
    RowSet<Row> rows =
        Blocking.await(
            "history",
            pool.preparedQuery(reverse ? BACKWARD : FORWARD)
                .execute(Tuple.of(key.value(), fromId, (long) limit)));
    List<HistoryChunk> chunks = new ArrayList<>(rows.size());
    for (Row row : rows) {
      chunks.add(new HistoryChunk(row.getLong(0), row.getLong(1), row.getBuffer(2).getBytes()));
    }
    return chunks;
  }

  /** True if the execution has closed and PostgreSQL knows it: then it has all of its history. */
  boolean isComplete(ExecutionKey key) {
    RowSet<Row> rows =
        Blocking.await("execution", pool.preparedQuery(IS_CLOSED).execute(Tuple.of(key.value())));
    return rows.rowCount() > 0 && rows.iterator().next().getBoolean(0);
  }
}
