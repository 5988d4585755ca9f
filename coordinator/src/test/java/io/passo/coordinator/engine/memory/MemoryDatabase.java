package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.MapRunRow;
import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Started;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL of one partition, with its recent past, so that it can lose its newest commits. */
public final class MemoryDatabase {
  private static final int REMEMBERED = 12;

  /** Gaps that were noted: first missing offset to first one that is there. */
  public final Map<Long, Long> gaps = new HashMap<>();

  private final Deque<Rows> past = new ArrayDeque<>();
  private Rows now = new Rows(null, Map.of(), Map.of(), Map.of(), Map.of());

  /** An execution in the index. */
  public record Row(String executionArn, @Nullable Started started, @Nullable Closed closed) {}

  /** All that is committed. Never changed in place. */
  public record Rows(
      @Nullable PartitionMeta place,
      Map<ExecutionKey, List<HistoryChunk>> history,
      Map<ExecutionKey, Row> index,
      Map<ExecutionKey, Map<String, FrameWrite>> checkpoint,
      Map<String, MapRunRow> mapRuns) {}

  /** What is committed. */
  public Rows rows() {
    return now;
  }

  /**
   * Goes back to a backup.
   *
   * @param most commits it loses at the most
   * @param oldest least offset up to which the backup has the journal
   * @return commits lost
   */
  public int goBack(int most, long oldest) {
    int lost = 0;
    for (; lost < most && offsetBefore() >= oldest; lost++) {
      now = past.removeLast();
    }
    return lost;
  }

  // Of the place before the newest commit; −1 if that is not remembered.
  private long offsetBefore() {
    Rows before = past.peekLast();
    return before == null ? -1 : before.place() == null ? 0 : before.place().position().offset();
  }

  /**
   * Does as if a batch were written.
   *
   * @throws IllegalStateException if it would be refused
   */
  void check(Batch batch) {
    after(now, batch);
  }

  /** Writes a batch and moves the place. */
  void commit(Batch batch) {
    past.addLast(now);
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    now = after(now, batch);
  }

  private static Rows after(Rows before, Batch batch) {
    Map<ExecutionKey, List<HistoryChunk>> history = new HashMap<>(before.history());
    batch
        .history()
        .forEach(
            chunk -> {
              List<HistoryChunk> chunks =
                  new ArrayList<>(history.getOrDefault(chunk.key(), List.of()));
              if (!chunks.isEmpty() && chunks.getLast().last() + 1 != chunk.events().first()) {
                throw new IllegalStateException(
                    "Expected history after " + chunks.getLast().last() + " of " + chunk.key());
              }
              chunks.add(chunk.events());
              history.put(chunk.key(), chunks);
            });
    Map<ExecutionKey, Row> index = new HashMap<>(before.index());
    batch
        .started()
        .forEach(row -> index.put(row.key(), new Row(row.executionArn(), row.started(), null)));
    Map<ExecutionKey, Map<String, FrameWrite>> checkpoint = new HashMap<>(before.checkpoint());
    batch
        .checkpoint()
        .forEach(write -> frames(checkpoint, write.key()).put(write.frameId(), write));
    batch.tombstones().forEach(gone -> frames(checkpoint, gone.key()).remove(gone.frameId()));
    batch
        .closed()
        .forEach(
            row -> {
              Row known = index.get(row.key());
              Started started =
                  row.started() != null ? row.started() : known == null ? null : known.started();
              index.put(row.key(), new Row(row.executionArn(), started, row.closed()));
              checkpoint.remove(row.key());
            });
    checkpoint.values().removeIf(Map::isEmpty);
    Map<String, MapRunRow> mapRuns = new HashMap<>(before.mapRuns());
    batch.mapRuns().forEach(row -> mapRuns.put(row.mapRun().arn(), row));
    return new Rows(batch.next(), history, index, checkpoint, mapRuns);
  }

  private static Map<String, FrameWrite> frames(
      Map<ExecutionKey, Map<String, FrameWrite>> checkpoint, ExecutionKey key) {
    Map<String, FrameWrite> copy = new HashMap<>(checkpoint.getOrDefault(key, Map.of()));
    checkpoint.put(key, copy);
    return copy;
  }
}
