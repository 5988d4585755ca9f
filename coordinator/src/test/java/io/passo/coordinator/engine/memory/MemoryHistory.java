package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.Checkpoints;
import io.passo.coordinator.engine.HistorySink;
import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.engine.memory.MemoryDatabase.Row;
import io.passo.coordinator.engine.memory.MemoryDatabase.Rows;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Started;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** PostgreSQL as one process sees it. */
public final class MemoryHistory implements HistorySink, Checkpoints {
  private static final double SLOW = 0.02;

  private final World world;
  private final Node node;
  private final List<MemoryDatabase> partitions;
  private final long[] downUntil;

  /**
   * @param downUntil one element: microseconds of the world until which nothing answers
   */
  public MemoryHistory(World world, Node node, List<MemoryDatabase> partitions, long[] downUntil) {
    this.world = world;
    this.node = node;
    this.partitions = partitions;
    this.downUntil = downUntil;
  }

  private Rows rows(int partition) {
    requireUp();
    return partitions.get(partition).rows();
  }

  private void requireUp() {
    if (world.micros() < downUntil[0]) {
      throw new UnavailableException("Expected PostgreSQL to answer");
    }
  }

  private static PartitionMeta place(Rows rows) {
    return rows.place() == null ? PartitionMeta.START : rows.place();
  }

  @Override
  public PartitionMeta place(int partition) {
    node.spend("sink place", 300);
    return place(rows(partition));
  }

  @Override
  public boolean commit(List<Move> moves) {
    node.spend(
        "sink transaction",
        world.chance(SLOW, "transaction late") ? world.between(1_000, 5_000_000) : 800);
    if (moves.stream()
        .anyMatch(move -> !place(rows(move.partition())).position().equals(move.previous()))) {
      return false;
    }
    moves.forEach(move -> partitions.get(move.partition()).check(move.batch()));
    moves.forEach(move -> commit(move.partition(), move.batch()));
    node.spend("sink answer", 100);
    return true;
  }

  private void commit(int partition, Batch batch) {
    partitions.get(partition).commit(batch);
  }

  @Override
  public void noteGap(int partition, long from, long to) {
    node.spend("sink gap", 300);
    requireUp();
    partitions.get(partition).gaps.put(from, to);
  }

  @Override
  public Optional<PartitionMeta> snapshot(int partition, Consumer<List<FrameWrite>> pages) {
    node.spend("checkpoint read", 500);
    Rows rows = rows(partition);
    rows.checkpoint().values().forEach(frames -> pages.accept(List.copyOf(frames.values())));
    return Optional.ofNullable(rows.place());
  }

  @Override
  public Optional<PastExecution> closed(int partition, String executionArn) {
    node.spend("history of a closed execution", 1_000);
    Rows rows = rows(partition);
    ExecutionKey key = ExecutionKey.of(executionArn);
    Row row = rows.index().get(key);
    return row == null || row.started() == null || row.closed() == null
        ? Optional.empty()
        : Optional.of(
            new PastExecution(
                row.started(),
                row.closed().status(),
                row.closed().stopDate(),
                rows.history().getOrDefault(key, List.of())));
  }

  @Override
  public List<EndedMapRun> endedMapRuns(int partition, String executionArn) {
    node.spend("children of Map Runs", 1_000);
    return rows(partition).mapRuns().values().stream()
        .filter(row -> row.executionArn().equals(executionArn))
        .filter(row -> Set.of("FAILED", "ABORTED").contains(row.mapRun().status()))
        .map(row -> new EndedMapRun(row.mapRun(), children(row.mapRun().arn()), 0, 0))
        .toList();
  }

  private List<ChildRow> children(String mapRunArn) {
    return partitions.stream()
        .flatMap(partition -> partition.rows().index().values().stream())
        .filter(row -> row.started() != null && mapRunArn.equals(row.started().mapRunArn()))
        .map(MemoryHistory::child)
        .toList();
  }

  private static ChildRow child(Row row) {
    Started started = Objects.requireNonNull(row.started());
    Closed closed = row.closed();
    return new ChildRow(
        row.executionArn(),
        closed == null ? "RUNNING" : closed.status(),
        Objects.requireNonNull(started.itemCount()),
        closed == null ? null : closed.output());
  }

  @Override
  public Optional<HistoryChunk> history(int partition, ExecutionKey key, long eventId) {
    node.spend("history of an event", 800);
    return rows(partition).history().getOrDefault(key, List.of()).stream()
        .filter(chunk -> chunk.first() <= eventId && eventId <= chunk.last())
        .findFirst();
  }

  @Override
  public Known find(int partition, Collection<String> executionArns) {
    node.spend("index lookup", 500);
    Rows rows = rows(partition);
    Map<String, KnownExecution> found = new HashMap<>();
    for (String arn : executionArns) {
      Row row = rows.index().get(ExecutionKey.of(arn));
      if (row != null) {
        found.put(
            arn,
            row.closed() == null
                ? new KnownExecution("RUNNING", 0)
                : new KnownExecution(row.closed().status(), row.closed().stopDate()));
      }
    }
    return new Known(place(rows).position(), place(rows).clock(), found);
  }
}
