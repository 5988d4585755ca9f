package io.passo.coordinator.history;

import io.passo.coordinator.engine.Checkpoints;
import io.passo.coordinator.engine.Checkpoints.ChildRow;
import io.passo.coordinator.engine.Checkpoints.EndedMapRun;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Map Runs that have ended without success, with their children. */
final class PgEndedMapRuns {
  private static final int MOST_MAP_RUNS = 20;
  private static final String MAP_RUNS =
      "SELECT arn, frame, status, start_date, stop_date, max_concurrency, tolerated_count,"
          + " tolerated_percentage, items, executions, redrive_count, redrive_date FROM map_run"
          + " WHERE execution_arn = $1 AND status IN ('FAILED', 'ABORTED')"
          + " ORDER BY start_date DESC, arn DESC LIMIT "
          + MOST_MAP_RUNS;
  private static final String SIZE =
      "SELECT count(*), coalesce(sum(length(output)), 0)::bigint,"
          + " count(*) FILTER (WHERE status = 1)::int,"
          + " coalesce(sum(item_count) FILTER (WHERE status = 1), 0)::int"
          + " FROM execution WHERE map_run_arn = $1";
  private static final String CHILDREN =
      "SELECT execution_arn, status, item_count, output FROM execution WHERE map_run_arn = $1";
  private static final String UNSUCCESSFUL = CHILDREN + " AND status <> 1";

  private final Pool pool;

  PgEndedMapRuns(Pool pool) {
    this.pool = pool;
  }

  List<EndedMapRun> of(String executionArn) {
    List<EndedMapRun> found = new ArrayList<>();
    for (Row row : query("Map Runs", MAP_RUNS, executionArn)) {
      MapRunRecord run = mapRun(row);
      ended(run).ifPresent(found::add);
    }
    return found;
  }

  private Optional<EndedMapRun> ended(MapRunRecord run) {
    Row size = query("size of a Map Run", SIZE, run.arn()).iterator().next();
    long count = size.getLong(0);
    int succeeded = size.getInteger(2);
    if (count <= Checkpoints.MOST_CHILDREN && size.getLong(1) <= Checkpoints.MOST_BYTES) {
      return Optional.of(new EndedMapRun(run, children(CHILDREN, run.arn()), 0, 0));
    }
    return count - succeeded <= Checkpoints.MOST_CHILDREN
        ? Optional.of(
            new EndedMapRun(run, children(UNSUCCESSFUL, run.arn()), succeeded, size.getInteger(3)))
        : Optional.empty();
  }

  private List<ChildRow> children(String sql, String mapRunArn) {
    List<ChildRow> children = new ArrayList<>();
    for (Row row : query("children of a Map Run", sql, mapRunArn)) {
      Buffer output = row.getBuffer(3);
      children.add(
          new ChildRow(
              row.getString(0),
              StatusCode.status(row.getShort(1)).name(),
              row.getInteger(2),
              output == null ? null : new Payload(output.getBytes())));
    }
    return children;
  }

  private RowSet<Row> query(String what, String sql, String parameter) {
    return Blocking.await(what, pool.preparedQuery(sql).execute(Tuple.of(parameter)));
  }

  private static MapRunRecord mapRun(Row row) {
    return new MapRunRecord(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        ProgressText.read(row.getString(8)),
        ProgressText.read(row.getString(9)),
        row.getInteger(10),
        row.getLong(11));
  }
}
