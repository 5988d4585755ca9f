package io.passo.coordinator.engine;

import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.Chunk;
import io.passo.coordinator.engine.HistorySink.ClosedRow;
import io.passo.coordinator.engine.HistorySink.FrameRef;
import io.passo.coordinator.engine.HistorySink.MapRunRow;
import io.passo.coordinator.engine.HistorySink.StartedRow;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds valid records into one batch of the sink. An execution that closes within the batch leaves
 * no checkpoint, so one that is shorter than a batch costs no checkpoint write.
 */
final class SinkFold {
  private final Map<ExecutionKey, Map<String, FrameValue>> frames = new LinkedHashMap<>();
  private final Map<ExecutionKey, StartedRow> started = new LinkedHashMap<>();
  private final Map<ExecutionKey, ExecutionChange> closings = new HashMap<>();
  private final List<ClosedRow> closed = new ArrayList<>();
  private final List<Chunk> history = new ArrayList<>();
  private final Map<String, MapRunRow> mapRuns = new LinkedHashMap<>();
  private PartitionMeta meta;
  private int records;
  private long bytes;

  /** Goes on from the sink's place. */
  SinkFold(PartitionMeta from) {
    this.meta = from;
  }

  /** Place after what was added. */
  PartitionMeta meta() {
    return meta;
  }

  /** Valid records added. */
  int records() {
    return records;
  }

  /** About how many bytes the batch will write. */
  long bytes() {
    return bytes;
  }

  /** Adds the next valid record. */
  void add(ValidRecord valid) {
    meta = Fold.after(meta, valid);
    records++;
    if (valid.record() instanceof Commit commit) {
      commit.changes().forEach(this::add);
    }
  }

  private void add(ExecutionChange change) {
    ExecutionKey key = change.key();
    if (change.started() != null && change.started().redrive() != null) {
      reopen(key);
    }
    if (change.started() != null) {
      started.put(key, new StartedRow(key, change.executionArn(), change.started()));
      bytes += change.started().input().utf8().length;
    }
    if (change.history() != null) {
      history.add(new Chunk(key, change.history()));
      bytes += change.history().events().length;
    }
    change
        .mapRuns()
        .forEach(run -> mapRuns.put(run.arn(), new MapRunRow(change.executionArn(), run)));
    Closed end = change.closed();
    if (end == null) {
      change.frames().forEach(frame -> add(key, frame));
    } else {
      close(change, end);
    }
  }

  private void add(ExecutionKey key, FrameValue frame) {
    frames.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(frame.frameId(), frame);
    bytes += frame.value() == null ? 0 : frame.value().length;
  }

  private void close(ExecutionChange change, Closed end) {
    frames.remove(change.key());
    closings.put(change.key(), change);
    @Nullable StartedRow start = started.remove(change.key());
    closed.add(
        new ClosedRow(
            change.key(), change.executionArn(), start == null ? null : start.started(), end));
  }

  /** An execution that closed in this batch goes on: only the frames of before go. */
  private void reopen(ExecutionKey key) {
    ExecutionChange closing = closings.remove(key);
    if (closing != null) {
      closed.removeIf(row -> row.key().equals(key));
      closing.frames().forEach(frame -> add(key, frame));
    }
  }

  /** The batch of all records added. */
  Batch toBatch() {
    List<FrameWrite> checkpoint = new ArrayList<>();
    List<FrameRef> tombstones = new ArrayList<>();
    frames.forEach(
        (key, ofExecution) ->
            ofExecution.values().forEach(frame -> sort(key, frame, checkpoint, tombstones)));
    return new Batch(
        meta,
        history,
        List.copyOf(started.values()),
        closed,
        checkpoint,
        tombstones,
        List.copyOf(mapRuns.values()));
  }

  private static void sort(
      ExecutionKey key, FrameValue frame, List<FrameWrite> checkpoint, List<FrameRef> tombstones) {
    if (frame.value() == null) {
      tombstones.add(new FrameRef(key, frame.frameId()));
    } else {
      checkpoint.add(new FrameWrite(key, frame.frameId(), frame.value(), null, null));
    }
  }
}
