package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.coordinator.engine.memory.MemoryDatabase.Rows;
import io.passo.coordinator.engine.memory.MemoryRedis;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What must be true of a cluster at any time, whatever happened to it (correctness.md §17). */
final class Invariants {
  private final Cluster cluster;
  private final List<Ledger> ledgers = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  Invariants(Cluster cluster) {
    this.cluster = cluster;
    cluster.journals.forEach(log -> ledgers.add(new Ledger(log)));
  }

  /** Journal of a partition, read to its end. */
  Ledger ledger(int partition) {
    return ledgers.get(partition).read();
  }

  /** What was wrong so far. */
  List<String> violations() {
    List<String> all = new ArrayList<>(violations);
    ledgers.forEach(ledger -> all.addAll(ledger.violations()));
    return all.stream().distinct().toList();
  }

  /** Notes that something is wrong unless it holds. */
  void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }

  /** Looks at everything that must always hold: I6, I9, I10, I11. */
  void look() {
    for (int p = 0; p < cluster.partitions; p++) {
      checkDatabase(p);
      checkRedis(p);
    }
  }

  /** PostgreSQL is the fold of the journal up to its place. */
  void checkDatabase(int partition) {
    Ledger ledger = ledger(partition);
    Rows rows = cluster.databases.get(partition).rows();
    PartitionMeta place = rows.place() == null ? PartitionMeta.START : rows.place();
    long end = place.position().offset();
    List<ValidRecord> records = ledger.upTo(end);
    String name = "I11: PostgreSQL of " + partition;
    require(sameFrames(rows.checkpoint(), fold(records)), name + " has another checkpoint");
    require(samePlace(place, records), name + " has another place or meta");
    Map<ExecutionKey, Long> last = new HashMap<>();
    rows.history().forEach((key, chunks) -> last.put(key, chunks.getLast().last()));
    require(last.equals(ledger.lastEvents(end)), name + " has another history");
    rows.index()
        .forEach(
            (key, row) ->
                require(row.started() != null, name + " has no start of " + row.executionArn()));
  }

  /** Redis is the fold of the journal up to its watermark, meta and closed names included. */
  void checkRedis(int partition) {
    MemoryRedis redis = cluster.redis.get(partition);
    redis
        .sealed()
        .forEach(
            (g, namespace) -> {
              Meta meta = Objects.requireNonNull(namespace.meta());
              List<ValidRecord> records = ledger(partition).upTo(meta.fold().position().offset());
              String name = "I10: Redis of %d (%s)".formatted(partition, g);
              require(sameFrames(namespace.frames(), fold(records)), name + " has other frames");
              require(samePlace(meta.fold(), records), name + " has another place or meta");
              require(meta.open() == namespace.frames().size(), name + " counts open ones wrongly");
              require(
                  hasMarks(namespace.closed(), meta.markersFrom(), records),
                  name + " lacks a closed name");
            });
  }

  private static boolean hasMarks(
      Map<ExecutionKey, ?> marks, long markersFrom, List<ValidRecord> records) {
    return records.stream()
        .filter(valid -> valid.record() instanceof Commit commit && commit.clock() > markersFrom)
        .flatMap(valid -> ((Commit) valid.record()).changes().stream())
        .filter(change -> change.closed() != null)
        .allMatch(change -> marks.containsKey(change.key()));
  }

  private static boolean samePlace(PartitionMeta place, List<ValidRecord> records) {
    if (records.isEmpty()) {
      return place.position().offset() == 0;
    }
    Position last = records.getLast().after();
    Commit commit = null;
    for (ValidRecord valid : records) {
      commit = valid.record() instanceof Commit one ? one : commit;
    }
    boolean samePosition =
        place.position().offset() == last.offset()
            && place.position().epoch() == last.epoch()
            && place.position().seq() == last.seq();
    return samePosition
        && (commit == null
            || (place.inputs().equals(commit.inputs())
                && place.tails().equals(commit.tails())
                && place.dispatched().equals(commit.dispatched())
                && place.clock() >= commit.clock()));
  }

  /** Frames of all open executions. */
  private static Map<ExecutionKey, Map<String, byte[]>> fold(List<ValidRecord> records) {
    Map<ExecutionKey, Map<String, byte[]>> frames = new HashMap<>();
    for (ValidRecord valid : records) {
      if (valid.record() instanceof Commit commit) {
        commit.changes().forEach(change -> fold(change, frames));
      }
    }
    return frames;
  }

  private static void fold(ExecutionChange change, Map<ExecutionKey, Map<String, byte[]>> frames) {
    Map<String, byte[]> own = frames.computeIfAbsent(change.key(), key -> new HashMap<>());
    for (FrameValue frame : change.frames()) {
      if (frame.value() == null) {
        own.remove(frame.frameId());
      } else {
        own.put(frame.frameId(), frame.value());
      }
    }
    if (change.closed() != null || own.isEmpty()) {
      frames.remove(change.key());
    }
  }

  private static boolean sameFrames(
      Map<ExecutionKey, Map<String, FrameWrite>> found,
      Map<ExecutionKey, Map<String, byte[]>> expected) {
    if (!found.keySet().equals(expected.keySet())) {
      return false;
    }
    for (Map.Entry<ExecutionKey, Map<String, byte[]>> entry : expected.entrySet()) {
      Map<String, FrameWrite> own = found.getOrDefault(entry.getKey(), Map.of());
      boolean same =
          own.keySet().equals(entry.getValue().keySet())
              && entry.getValue().entrySet().stream()
                  .allMatch(
                      frame ->
                          Arrays.equals(
                              Objects.requireNonNull(own.get(frame.getKey())).value(),
                              frame.getValue()));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Whether an execution has started. */
  boolean isStarted(String arn) {
    boolean started = false;
    for (int p = 0; p < cluster.partitions; p++) {
      started |= ledger(p).started().containsKey(arn);
    }
    return started;
  }

  /** Status by ARN of what has closed. */
  Map<String, String> closed() {
    Map<String, String> closed = new TreeMap<>();
    for (int p = 0; p < cluster.partitions; p++) {
      ledger(p).closed().forEach((arn, end) -> closed.put(arn, end.status()));
    }
    return closed;
  }
}
