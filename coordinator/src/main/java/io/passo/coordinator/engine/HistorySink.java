package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a sink of the journal: history, the index of executions, checkpoints. */
public interface HistorySink {
  /**
   * The sink's place in the partition's journal; {@link PartitionMeta#START} for a partition never
   * sunk.
   *
   * @throws UnavailableException if PostgreSQL does not answer
   */
  PartitionMeta place(int partition);

  /**
   * Writes batches of several partitions in one transaction, all or none of them: if the sink's
   * place in each is still the one before.
   *
   * @return false if one is not: another sink owns the partition, or the database went back
   * @throws UnavailableException if PostgreSQL does not answer; the outcome is unknown then
   */
  boolean commit(List<Move> moves);

  /**
   * Writes down that records are missing between the sink's place and the start of the journal, for
   * whoever has to decide what to do. Once per place.
   *
   * @param from the sink's place
   * @param to first offset that is still there
   * @throws UnavailableException if PostgreSQL does not answer
   */
  void noteGap(int partition, long from, long to);

  /**
   * A batch and where it goes on from.
   *
   * @param previous place before it
   */
  record Move(int partition, Position previous, Batch batch) {}

  /**
   * What valid records did.
   *
   * @param next place and meta after them
   * @param history chunks, one per execution and record
   * @param started executions that started and are still open after the batch
   * @param closed executions that closed
   * @param checkpoint last value of each changed frame of executions still open after the batch;
   *     only key, name and value are set
   * @param tombstones frames that are gone, of executions still open after the batch
   * @param mapRuns last state of each Map Run that changed
   */
  record Batch(
      PartitionMeta next,
      List<Chunk> history,
      List<StartedRow> started,
      List<ClosedRow> closed,
      List<StateStore.FrameWrite> checkpoint,
      List<FrameRef> tombstones,
      List<MapRunRow> mapRuns) {
    public Batch {
      history = List.copyOf(history);
      started = List.copyOf(started);
      closed = List.copyOf(closed);
      checkpoint = List.copyOf(checkpoint);
      tombstones = List.copyOf(tombstones);
      mapRuns = List.copyOf(mapRuns);
    }
  }

  /** History of one execution in one record. */
  record Chunk(ExecutionKey key, HistoryChunk events) {}

  /** A started execution. */
  record StartedRow(ExecutionKey key, String executionArn, Started started) {}

  /**
   * A closed execution; all its checkpoint rows go.
   *
   * @param started set if it started in this batch, too; then it is not among the started rows
   */
  record ClosedRow(
      ExecutionKey key, String executionArn, @Nullable Started started, Closed closed) {}

  /** A Map Run and the execution that started it. */
  record MapRunRow(String executionArn, MapRunRecord mapRun) {}

  /** A frame by name. */
  record FrameRef(ExecutionKey key, String frameId) {}
}
