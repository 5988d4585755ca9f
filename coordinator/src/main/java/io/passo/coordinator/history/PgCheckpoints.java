package io.passo.coordinator.history;

import io.passo.coordinator.engine.Checkpoints;
import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Redrive;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link Checkpoints} over the reactive client. */
public final class PgCheckpoints implements Checkpoints {
  private static final int PAGE = 2_000;
  private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
  private static final String PLACE =
      "SELECT " + SinkRow.COLUMNS + " FROM sink s WHERE s.partition = $1";
  private static final String FRAMES =
      "SELECT execution_key, frame_id, value FROM checkpoint_frame"
          + " WHERE partition = $1 AND (execution_key, frame_id) > ($2, $3)"
          + " ORDER BY execution_key, frame_id LIMIT "
          + PAGE;
  // One statement, so one snapshot of the sink's place and the index.
  private static final String FIND =
      "SELECT "
          + SinkRow.COLUMNS
          + ", e.execution_arn, e.status, e.stop_date FROM sink s"
          + " LEFT JOIN execution e ON e.execution_key = ANY($2::text[]) WHERE s.partition = $1";

  private static final String CLOSED =
      "SELECT state_machine_arn, name, account, start_date, input, definition_hash, role_arn,"
          + " state_machine_version_arn, state_machine_alias_arn, trace_header, redrive_count,"
          + " redrive_date, redrive_tokens, status, stop_date, map_run_arn, item_count FROM"
          + " execution WHERE execution_key = $1 AND partition = $2 AND stop_date IS NOT NULL";

  private final Pool pool;

  public PgCheckpoints(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Optional<PartitionMeta> snapshot(int partition, Consumer<List<FrameWrite>> pages) {
    SqlConnection connection = Blocking.await("connection for a checkpoint", pool.getConnection());
    try {
      Blocking.await("begin of a snapshot", connection.query(BEGIN).execute());
      Optional<PartitionMeta> place = place(connection, partition);
      if (place.isPresent()) {
        readFrames(connection, partition, pages);
      }
      return place;
    } finally {
      connection.query("ROLLBACK").execute().onComplete(ended -> connection.close());
    }
  }

  private static Optional<PartitionMeta> place(SqlConnection connection, int partition) {
    RowSet<Row> rows =
        Blocking.await(
            "place of the sink", connection.preparedQuery(PLACE).execute(Tuple.of(partition)));
    for (Row row : rows) {
      PartitionMeta found = SinkRow.read(row);
      return found.position().offset() == 0 ? Optional.empty() : Optional.of(found);
    }
    return Optional.empty();
  }

  private static void readFrames(
      SqlConnection connection, int partition, Consumer<List<FrameWrite>> pages) {
    String key = "";
    String frame = "";
    int found = PAGE;
    while (found == PAGE) {
      RowSet<Row> rows =
          Blocking.await(
              "frames of a checkpoint",
              connection.preparedQuery(FRAMES).execute(Tuple.of(partition, key, frame)));
      List<FrameWrite> page = new ArrayList<>(rows.size());
      for (Row row : rows) {
        key = row.getString(0);
        frame = row.getString(1);
        page.add(
            new FrameWrite(new ExecutionKey(key), frame, row.getBuffer(2).getBytes(), null, null));
      }
      if (!page.isEmpty()) {
        pages.accept(page);
      }
      found = page.size();
    }
  }

  @Override
  public Optional<PastExecution> closed(int partition, String executionArn) {
    ExecutionKey key = ExecutionKey.of(executionArn);
    RowSet<Row> rows =
        Blocking.await(
            "closed execution",
            pool.preparedQuery(CLOSED).execute(Tuple.of(key.value(), partition)));
    for (Row row : rows) {
      List<HistoryChunk> history = new HistoryRows(pool).read(key, 1, Integer.MAX_VALUE, false);
      return Optional.of(
          new PastExecution(
              started(row), StatusCode.status(row.getShort(13)).name(), row.getLong(14), history));
    }
    return Optional.empty();
  }

  @Override
  public List<EndedMapRun> endedMapRuns(int partition, String executionArn) {
    return new PgEndedMapRuns(pool).of(executionArn);
  }

  @Override
  public Optional<HistoryChunk> history(int partition, ExecutionKey key, long eventId) {
    return new HistoryRows(pool)
        .read(key, eventId, 1, false).stream()
            .filter(chunk -> chunk.first() <= eventId && eventId <= chunk.last())
            .findFirst();
  }

  private static Started started(Row row) {
    return new Started(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        new Payload(row.getBuffer(4).getBytes()),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(15),
        row.getInteger(16),
        redrive(row));
  }

  private static @Nullable Redrive redrive(Row row) {
    return row.getInteger(10) == 0
        ? null
        : new Redrive(row.getInteger(10), row.getLong(11), Payload.of(row.getString(12)));
  }

  @Override
  public Known find(int partition, Collection<String> executionArns) {
    String[] keys =
        executionArns.stream().map(arn -> ExecutionKey.of(arn).value()).toArray(String[]::new);
    RowSet<Row> rows =
        Blocking.await(
            "lookup of executions",
            pool.preparedQuery(FIND)
                .execute(Tuple.tuple().addInteger(partition).addArrayOfString(keys)));
    PartitionMeta place = PartitionMeta.START;
    Map<String, KnownExecution> executions = new HashMap<>();
    for (Row row : rows) {
      place = SinkRow.read(row);
      String arn = row.getString(6);
      if (arn != null) {
        Long stopDate = row.getLong(8);
        executions.put(
            arn,
            new KnownExecution(
                StatusCode.status(row.getShort(7)).name(), stopDate == null ? 0 : stopDate));
      }
    }
    return new Known(place.position(), place.clock(), executions);
  }
}
