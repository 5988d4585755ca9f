package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What PostgreSQL knows, for rebuilding Redis and for names that Redis has forgotten. */
public interface Checkpoints {
  /**
   * Reads the sink's place and the frames of all open executions in one snapshot.
   *
   * @param pages gets the frames, page by page; only key, name and value need be set
   * @return the sink's place; empty if the partition was never sunk (then there are no frames)
   * @throws UnavailableException if PostgreSQL does not answer
   */
  Optional<PartitionMeta> snapshot(int partition, Consumer<List<StateStore.FrameWrite>> pages);

  /**
   * Looks executions up in the index, together with the sink's place.
   *
   * @throws UnavailableException if PostgreSQL does not answer within 5 s
   */
  Known find(int partition, Collection<String> executionArns);

  /**
   * An execution that has closed, with its whole history; empty if the index knows no closing of
   * it.
   *
   * @throws UnavailableException if PostgreSQL does not answer within 5 s
   */
  Optional<PastExecution> closed(int partition, String executionArn);

  /**
   * The chunk of an execution's history with an event; empty while the sink has not written it.
   *
   * @throws UnavailableException if PostgreSQL does not answer within 5 s
   */
  Optional<HistoryChunk> history(int partition, ExecutionKey key, long eventId);

  /**
   * A closed execution.
   *
   * @param started facts of its start, with its redrives
   * @param stopDate milliseconds since the epoch
   * @param history chunks in the order of their ids
   */
  record PastExecution(Started started, String status, long stopDate, List<HistoryChunk> history) {
    public PastExecution {
      history = List.copyOf(history);
    }
  }

  /**
   * What the index says.
   *
   * @param position of the sink
   * @param clock partition clock there, milliseconds since the epoch
   * @param executions those that it knows, by ARN
   */
  record Known(Position position, long clock, Map<String, KnownExecution> executions) {}

  /**
   * An execution in the index.
   *
   * @param status as the API names it
   * @param stopDate milliseconds since the epoch, 0 while it runs
   */
  record KnownExecution(String status, long stopDate) {}
}
