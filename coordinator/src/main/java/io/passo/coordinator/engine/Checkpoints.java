package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.MapRunLimits;
import io.passo.asl.interpreter.PastMapRun;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
   * Map Runs of an execution that have ended without success, newest first. Of those with more than
   * {@value #MOST_CHILDREN} children, or whose outputs are longer than {@value #MOST_BYTES} bytes
   * together, children that have succeeded are only counted; those with more than {@value
   * #MOST_CHILDREN} others are left out.
   *
   * @throws UnavailableException if PostgreSQL does not answer within 5 s
   */
  List<EndedMapRun> endedMapRuns(int partition, String executionArn);

  /** Children of a Map Run that can be told to go on. */
  int MOST_CHILDREN = 10_000;

  /** Outputs that a Map Run which goes on keeps. */
  int MOST_BYTES = 1 << 20;

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
   * A Map Run that has ended without success.
   *
   * @param children its child executions, as far as the index knows them
   * @param leftOut children that have succeeded and are not among those
   * @param leftOutItems items of them
   */
  record EndedMapRun(MapRunRecord mapRun, List<ChildRow> children, int leftOut, int leftOutItems) {
    public EndedMapRun {
      children = List.copyOf(children);
    }

    /** Whether the index knows the end of every child that has begun. */
    boolean isComplete() {
      return children.size() + leftOut == mapRun.executions().total()
          && children.stream().noneMatch(child -> child.status().equals("RUNNING"));
    }

    /** Whether it ended before that time, in milliseconds since the epoch. */
    boolean endedBefore(long millis) {
      return mapRun.stopDate() != null && mapRun.stopDate() < millis;
    }

    /** The same in the words of the interpreter. */
    PastMapRun toPastMapRun() {
      String percentage = mapRun.toleratedPercentage();
      return new PastMapRun(
          mapRun.arn(),
          Instant.ofEpochMilli(mapRun.startDate()),
          new MapRunLimits(
              mapRun.maxConcurrency(),
              mapRun.toleratedCount(),
              percentage == null ? null : Double.valueOf(percentage)),
          mapRun.items().total(),
          // Children are given items in their order.
          children.stream().mapToInt(ChildRow::items).sum() + leftOutItems,
          mapRun.redriveCount(),
          children.stream().map(ChildRow::toChild).toList(),
          leftOut,
          leftOutItems);
    }
  }

  /**
   * A child execution in the index.
   *
   * @param status as the API names it
   * @param output as it is written down; only of one that succeeded
   */
  record ChildRow(String executionArn, String status, int items, @Nullable Payload output) {
    PastMapRun.Child toChild() {
      return new PastMapRun.Child(
          executionArn,
          items,
          ExecutionStatus.valueOf(status),
          output == null ? null : Json.of(output.utf8()));
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
