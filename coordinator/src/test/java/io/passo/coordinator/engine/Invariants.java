package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.memory.MemoryDatabase.Rows;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import io.passo.protocol.codec.JournalRecordCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must be true of a cluster, whatever happened to it (correctness.md §17). */
final class Invariants {
  private final Cluster cluster;

  Invariants(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Valid records of a journal up to an offset, by the rule alone. */
  List<ValidRecord> valid(int partition, long end) {
    MemoryLog log = cluster.journals.get(partition);
    Validity validity = new Validity(Position.START);
    List<ValidRecord> found = new ArrayList<>();
    for (long at = 0; at < end; at++) {
      JournalRecord record = decode(log.get(at));
      if (validity.accept(at, 0, record)) {
        found.add(new ValidRecord(validity.position(), record));
      }
    }
    return found;
  }

  List<ValidRecord> valid(int partition) {
    return valid(partition, cluster.journals.get(partition).highWatermark());
  }

  private static JournalRecord decode(byte[] value) {
    try {
      return JournalRecordCodec.decode(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Frames of all open executions, by key and name, as text. */
  static Map<String, String> fold(List<ValidRecord> records) {
    Map<String, String> frames = new TreeMap<>();
    for (ValidRecord valid : records) {
      if (valid.record() instanceof Commit commit) {
        commit.changes().forEach(change -> fold(change, frames));
      }
    }
    return frames;
  }

  private static void fold(ExecutionChange change, Map<String, String> frames) {
    for (FrameValue frame : change.frames()) {
      String name = change.key() + "/" + frame.frameId();
      if (frame.value() == null) {
        frames.remove(name);
      } else {
        frames.put(name, Arrays.toString(frame.value()));
      }
    }
    if (change.closed() != null) {
      frames.keySet().removeIf(name -> name.startsWith(change.key() + "/"));
    }
  }

  static Map<String, String> texts(Map<ExecutionKey, Map<String, FrameWrite>> frames) {
    Map<String, String> texts = new TreeMap<>();
    frames.forEach(
        (key, ofExecution) ->
            ofExecution.forEach(
                (id, write) -> texts.put(key + "/" + id, Arrays.toString(write.value()))));
    return texts;
  }

  /** PostgreSQL is the fold of the journal up to its place, always. */
  void checkDatabase(int partition) {
    Rows rows = cluster.databases.get(partition).rows();
    long end = rows.place() == null ? 0 : rows.place().position().offset();
    List<ValidRecord> records = valid(partition, end);
    assertThat(texts(rows.checkpoint())).isEqualTo(fold(records));
    if (rows.place() != null) {
      assertThat(rows.place().position().seq()).isEqualTo(records.getLast().after().seq());
      assertThat(rows.place().position().epoch()).isEqualTo(records.getLast().after().epoch());
    }
    Map<ExecutionKey, Long> last = new HashMap<>();
    rows.history().forEach((key, chunks) -> last.put(key, chunks.getLast().last()));
    assertThat(last).isEqualTo(checkHistory(records));
  }

  /** Redis is the fold of the journal up to its watermark, always. */
  void checkRedis(int partition) {
    cluster
        .redis
        .get(partition)
        .sealed()
        .forEach(
            (meta, frames) -> {
              List<ValidRecord> records = valid(partition, meta.fold().position().offset());
              assertThat(texts(frames)).isEqualTo(fold(records));
              if (!records.isEmpty()) {
                PartitionMeta expected = PartitionMeta.START;
                for (ValidRecord valid : records) {
                  expected = Fold.after(expected, valid);
                }
                assertThat(meta.fold().inputs()).isEqualTo(expected.inputs());
                assertThat(meta.fold().tails()).isEqualTo(expected.tails());
                assertThat(meta.fold().dispatched().offset())
                    .isEqualTo(expected.dispatched().offset());
                assertThat(meta.fold().clock()).isEqualTo(expected.clock());
              }
            });
  }

  /**
   * Events are numbered 1..n without gap.
   *
   * @return the last event of each execution
   */
  static Map<ExecutionKey, Long> checkHistory(List<ValidRecord> records) {
    Map<ExecutionKey, Long> last = new HashMap<>();
    for (ValidRecord valid : records) {
      if (valid.record() instanceof Commit commit) {
        for (ExecutionChange change : commit.changes()) {
          if (change.history() != null) {
            assertThat(change.history().first())
                .as("first event of a chunk of %s", change.executionArn())
                .isEqualTo(last.getOrDefault(change.key(), 0L) + 1);
            last.put(change.key(), change.history().last());
          }
        }
      }
    }
    return last;
  }

  /** Status by ARN of what has closed; each execution starts once and closes at most once. */
  Map<String, String> closed() {
    Map<String, String> closed = new TreeMap<>();
    Set<String> started = new HashSet<>();
    for (int p = 0; p < cluster.partitions; p++) {
      List<ValidRecord> records = valid(p);
      checkHistory(records);
      for (ValidRecord valid : records) {
        if (valid.record() instanceof Commit commit) {
          for (ExecutionChange change : commit.changes()) {
            if (change.started() != null) {
              assertThat(started.add(change.executionArn()))
                  .as("%s starts once", change.executionArn())
                  .isTrue();
            }
            if (change.closed() != null) {
              assertThat(closed.put(change.executionArn(), change.closed().status()))
                  .as("%s closes once", change.executionArn())
                  .isNull();
            }
          }
        }
      }
    }
    return closed;
  }

  /** Attempts of all commands that were committed. */
  Set<String> committedAttempts() {
    Set<String> attempts = new HashSet<>();
    for (int p = 0; p < cluster.partitions; p++) {
      for (ValidRecord valid : valid(p)) {
        if (valid.record() instanceof Commit commit) {
          commit.commands().forEach(command -> attempts.add(command.command().attemptId()));
        }
      }
    }
    return attempts;
  }
}
