package io.passo.coordinator.history;

import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.Chunk;
import io.passo.coordinator.engine.HistorySink.ClosedRow;
import io.passo.coordinator.engine.HistorySink.FrameRef;
import io.passo.coordinator.engine.HistorySink.Move;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.JournalRecord.Started;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What batches of the sink write: one statement per table and kind, whatever the number of
 * partitions and rows.
 */
final class SinkStatements {
  // A conflict is a bug, not a duplicate to swallow.
  private static final String HISTORY =
      "INSERT INTO history (execution_key, first_id, last_id, events)"
          + " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[])";
  private static final String CHECKPOINT =
      "INSERT INTO checkpoint_frame AS c (partition, execution_key, frame_id, value)"
          + " SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bytea[])"
          + " ON CONFLICT (partition, execution_key, frame_id) DO UPDATE SET value = excluded.value";
  private static final String TOMBSTONES =
      "DELETE FROM checkpoint_frame c USING unnest($1::int[], $2::text[], $3::text[]) AS gone(partition, execution_key, frame_id)"
          + " WHERE c.partition = gone.partition AND c.execution_key = gone.execution_key AND c.frame_id = gone.frame_id";
  private static final String CLOSED =
      "DELETE FROM checkpoint_frame c USING unnest($1::int[], $2::text[]) AS gone(partition, execution_key)"
          + " WHERE c.partition = gone.partition AND c.execution_key = gone.execution_key";

  private SinkStatements() {}

  static List<BulkStatement> of(List<Move> moves) {
    List<BulkStatement> statements = new ArrayList<>();
    add(statements, history(all(moves, Batch::history)));
    statements.addAll(
        ExecutionStatements.of(
            Placed.all(moves, Batch::started), Placed.all(moves, Batch::closed)));
    add(statements, checkpoint(Placed.all(moves, Batch::checkpoint)));
    add(statements, tombstones(Placed.all(moves, Batch::tombstones)));
    add(statements, closed(Placed.all(moves, Batch::closed)));
    add(statements, MapRunStatements.of(all(moves, Batch::mapRuns)));
    return statements;
  }

  private static <T> List<T> all(List<Move> moves, Function<Batch, List<T>> rows) {
    return moves.stream().flatMap(move -> rows.apply(move.batch()).stream()).toList();
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

  private static @Nullable BulkStatement checkpoint(List<Placed<FrameWrite>> frames) {
    List<Placed<FrameWrite>> present =
        frames.stream().filter(frame -> frame.row().value() != null).toList();
    if (present.isEmpty()) {
      return null;
    }
    Tuple values =
        Tuple.tuple()
            .addArrayOfInteger(Placed.partitions(present))
            .addArrayOfString(Placed.texts(present, frame -> frame.key().value()))
            .addArrayOfString(Placed.texts(present, FrameWrite::frameId))
            .addArrayOfBuffer(
                present.stream()
                    .map(frame -> Buffer.buffer(frame.row().value()))
                    .toArray(Buffer[]::new));
    return new BulkStatement(CHECKPOINT, values);
  }

  private static @Nullable BulkStatement tombstones(List<Placed<FrameRef>> frames) {
    if (frames.isEmpty()) {
      return null;
    }
    Tuple values =
        Tuple.tuple()
            .addArrayOfInteger(Placed.partitions(frames))
            .addArrayOfString(Placed.texts(frames, frame -> frame.key().value()))
            .addArrayOfString(Placed.texts(frames, FrameRef::frameId));
    return new BulkStatement(TOMBSTONES, values);
  }

  // An execution that began in this batch, too, has no frames in the checkpoint.
  private static @Nullable BulkStatement closed(List<Placed<ClosedRow>> rows) {
    List<Placed<ClosedRow>> before =
        rows.stream()
            .filter(
                placed -> {
                  Started started = placed.row().started();
                  return started == null || started.redrive() != null;
                })
            .toList();
    return before.isEmpty()
        ? null
        : new BulkStatement(
            CLOSED,
            Tuple.tuple()
                .addArrayOfInteger(Placed.partitions(before))
                .addArrayOfString(Placed.texts(before, row -> row.key().value())));
  }
}
