package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds valid records into one {@link Apply}: full values, the last one of each frame. */
final class Fold {
  private final Position previous;
  private PartitionMeta meta;
  private final Map<ExecutionKey, Map<String, FrameWrite>> frames = new LinkedHashMap<>();
  private final Set<ExecutionKey> opened = new LinkedHashSet<>();
  private final Set<ExecutionKey> redriven = new HashSet<>();
  private final List<ClosedMark> closed = new ArrayList<>();

  /** Goes on from a fold. */
  Fold(PartitionMeta from) {
    this(from.position(), from);
  }

  private Fold(Position previous, PartitionMeta meta) {
    this.previous = previous;
    this.meta = meta;
  }

  /** Begins with what records did. */
  static Fold of(Apply first) {
    return new Fold(first.previous(), first.next()).add(first);
  }

  /** Adds what the next records did; no execution that it opens or closes was in the fold. */
  Fold add(Apply next) {
    meta = next.next();
    next.frames().forEach(this::add);
    opened.addAll(next.opened());
    closed.addAll(next.closed());
    return this;
  }

  /** Meta after what was added. */
  PartitionMeta meta() {
    return meta;
  }

  /** The meta after one more record. */
  static PartitionMeta after(PartitionMeta before, ValidRecord valid) {
    return switch (valid.record()) {
      case Open open ->
          new PartitionMeta(
              valid.after(),
              Math.max(before.clock(), open.clock()),
              before.inputs(),
              before.dispatched(),
              before.tails());
      case Commit commit ->
          new PartitionMeta(
              valid.after(), commit.clock(), commit.inputs(), commit.dispatched(), commit.tails());
    };
  }

  /** Adds the next valid record. */
  Fold add(ValidRecord valid) {
    meta = after(meta, valid);
    if (valid.record() instanceof Commit commit) {
      commit.changes().forEach(change -> add(change, valid.after().offset()));
    }
    return this;
  }

  private void add(ExecutionChange change, long offset) {
    for (FrameValue value : change.frames()) {
      add(FrameWrites.of(change.key(), value));
    }
    if (change.started() != null) {
      opened.add(change.key());
      if (change.started().redrive() != null) {
        // Its earlier closing must not take the new frames away.
        redriven.add(change.key());
        closed.removeIf(mark -> mark.key().equals(change.key()));
      }
    }
    Closed end = change.closed();
    if (end != null) {
      close(new ClosedMark(change.key(), end.status(), end.stopDate(), offset));
    }
  }

  void add(FrameWrite write) {
    frames.computeIfAbsent(write.key(), key -> new LinkedHashMap<>()).put(write.frameId(), write);
  }

  private void close(ClosedMark mark) {
    closed.add(mark);
    if (opened.remove(mark.key()) && !redriven.contains(mark.key())) {
      // It never was in Redis.
      frames.remove(mark.key());
    }
  }

  Apply toApply() {
    List<FrameWrite> writes = new ArrayList<>();
    frames.values().forEach(ofExecution -> writes.addAll(ofExecution.values()));
    return new Apply(previous, meta, writes, List.copyOf(opened), closed);
  }
}
