package io.passo.coordinator.history;

import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.Chunk;
import io.passo.coordinator.engine.HistorySink.ClosedRow;
import io.passo.coordinator.engine.HistorySink.FrameRef;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of the sink writes: one statement per table and kind, whatever the number of rows.
 */
final class SinkStatements {
  // A conflict is a bug, not a duplicate to swallow.
  private static final String HISTORY =
      "INSERT INTO history (execution_key, first_id, last_id, events)"
          + " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[])";
  private static final String CHECKPOINT =
      "INSERT INTO checkpoint_frame AS c (partition, execution_key, frame_id, value)"
          + " SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bytea[])"
          + " ON CONFLICT (partition, execution_key, frame_id) DO UPDATE SET value = excluded.value";
  private static final String TOMBSTONES =
      "DELETE FROM checkpoint_frame c USING unnest($2::text[], $3::text[]) AS gone(execution_key, frame_id)"
          + " WHERE c.partition = $1 AND c.execution_key = gone.execution_key AND c.frame_id = gone.frame_id";
  private static final String CLOSED =
      "DELETE FROM checkpoint_frame WHERE partition = $1 AND execution_key = ANY($2::text[])";

  private SinkStatements() {}

  static List<BulkStatement> of(int partition, Batch batch) {
    List<BulkStatement> statements = new ArrayList<>();
    add(statements, history(batch.history()));
    statements.addAll(ExecutionStatements.of(partition, batch));
    add(statements, checkpoint(partition, batch.checkpoint()));
    add(statements, tombstones(partition, batch.tombstones()));
    add(statements, closed(partition, batch.closed()));
    add(statements, MapRunStatements.of(batch.mapRuns()));
    return statements;
  }

  private static void add(List<BulkStatement> statements, @Nullable BulkStatement statement) {
    if (statement != null) {
      statements.add(statement);
    }
  }

  private static @Nullable BulkStatement history(List<Chunk> chunks) {
    if (chunks.isEmpty()) {
      return null;
    }
    Tuple values =
        Tuple.tuple()
            .addArrayOfString(
                chunks.stream().map(chunk -> chunk.key().value()).toArray(String[]::new))
            .addArrayOfLong(
                chunks.stream().map(chunk -> chunk.events().first()).toArray(Long[]::new))
            .addArrayOfLong(
                chunks.stream().map(chunk -> chunk.events().last()).toArray(Long[]::new))
            .addArrayOfBuffer(
                chunks.stream()
                    .map(chunk -> Buffer.buffer(chunk.events().events()))
                    .toArray(Buffer[]::new));
    return new BulkStatement(HISTORY, values);
  }

  private static @Nullable BulkStatement checkpoint(int partition, List<FrameWrite> frames) {
    List<FrameWrite> present = frames.stream().filter(frame -> frame.value() != null).toList();
    if (present.isEmpty()) {
      return null;
    }
    Tuple values =
        Tuple.tuple()
            .addInteger(partition)
            .addArrayOfString(
                present.stream().map(frame -> frame.key().value()).toArray(String[]::new))
            .addArrayOfString(present.stream().map(FrameWrite::frameId).toArray(String[]::new))
            .addArrayOfBuffer(
                present.stream().map(frame -> Buffer.buffer(frame.value())).toArray(Buffer[]::new));
    return new BulkStatement(CHECKPOINT, values);
  }

  private static @Nullable BulkStatement tombstones(int partition, List<FrameRef> frames) {
    if (frames.isEmpty()) {
      return null;
    }
    Tuple values =
        Tuple.tuple()
            .addInteger(partition)
            .addArrayOfString(
                frames.stream().map(frame -> frame.key().value()).toArray(String[]::new))
            .addArrayOfString(frames.stream().map(FrameRef::frameId).toArray(String[]::new));
    return new BulkStatement(TOMBSTONES, values);
  }

  // An execution that began in this batch, too, has no frames in the checkpoint.
  private static @Nullable BulkStatement closed(int partition, List<ClosedRow> rows) {
    String[] keys =
        rows.stream()
            .filter(row -> row.started() == null || row.started().redrive() != null)
            .map(row -> row.key().value())
            .toArray(String[]::new);
    return keys.length == 0
        ? null
        : new BulkStatement(CLOSED, Tuple.tuple().addInteger(partition).addArrayOfString(keys));
  }
}
