package io.passo.it.chaos;

import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of one partition says, by the rule of correctness.md §3 written down once more:
 * the product's own reader is under test. What follows from the journal alone (I1, I2, I6, I9) is
 * checked while it is read. Guarded by its {@link Journals}.
 */
final class Ledger {
  /**
   * A record that counts.
   *
   * @param after place after it
   * @param seen when this JVM saw it, milliseconds since the epoch
   */
  record Valid(Position after, JournalRecord record, long seen) {
    /** Events of histories in it. */
    long events() {
      return record instanceof Commit commit
          ? commit.changes().stream()
              .filter(change -> change.history() != null)
              .mapToLong(change -> change.history().last() - change.history().first() + 1)
              .sum()
          : 0;
    }
  }

  /**
   * An execution: its history, the ids of the attempts whose commands were committed, when its
   * changes were seen, and when commands were that were committed again because nobody knew whether
   * they had been sent.
   */
  static final class Execution {
    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();
    private final Set<String> attempts = new HashSet<>();
    private final List<Long> sentAgain = new ArrayList<>();
    private final String arn;
    private @Nullable Closed closed;

    private Execution(String arn) {
      this.arn = arn;
    }

    String arn() {
      return arn;
    }

    /** How it ended; null while it is open. */
    @Nullable Closed closed() {
      return closed;
    }

    List<HistoryEvent> events() {
      return events;
    }

    Set<String> attempts() {
      return attempts;
    }

    /** When its changes were seen, milliseconds since the epoch. */
    List<Long> changed() {
      return changed;
    }

    /** Whether a command of it was committed again between two moments. */
    boolean sentAgain(long from, long to) {
      return sentAgain.stream().anyMatch(seen -> seen >= from && seen < to);
    }
  }

  private static final HistoryCodec CODEC = new HistoryCodec();

  private final List<Valid> valid = new ArrayList<>();
  private final List<Long> refused = new ArrayList<>();
  private final Map<ExecutionKey, Execution> executions = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long epoch;
  private long seq;

  /** Takes the next record of the log. */
  void add(long offset, int leaderEpoch, JournalRecord record, long seen) {
    boolean counts =
        switch (record) {
          case JournalRecord.Open open -> open.epoch() == epoch + 1;
          case Commit commit -> commit.epoch() == epoch && commit.seq() == seq + 1;
        };
    if (!counts) {
      refused.add(seen);
      return;
    }
    epoch = record.epoch();
    seq = record instanceof Commit ? seq + 1 : 0;
    valid.add(new Valid(new Position(offset + 1, leaderEpoch, epoch, seq), record, seen));
    if (record instanceof Commit commit) {
      commit.changes().forEach(change -> add(change, seen));
      commit.commands().forEach(command -> attempt(command.command().attemptId(), seen));
    }
  }

  private void attempt(String attemptId, long seen) {
    ExecutionKey key = new ExecutionKey(attemptId.substring(0, attemptId.indexOf(':')));
    Execution execution = executions.get(key);
    require(execution != null, "I2: a command of an execution that never started: " + attemptId);
    if (execution != null && !execution.attempts.add(attemptId)) {
      execution.sentAgain.add(seen);
    }
  }

  private void add(ExecutionChange change, long seen) {
    String arn = change.executionArn();
    if (change.started() != null) {
      Execution before = executions.put(change.key(), new Execution(arn));
      require(before == null, "I9: " + arn + " started twice");
    }
    Execution execution = executions.get(change.key());
    if (execution == null) {
      require(false, "I2: " + arn + " changed before it had started");
      return;
    }
    execution.changed.add(seen);
    require(execution.closed == null, "I1: " + arn + " changed after it had closed");
    if (change.history() != null) {
      long last = execution.events.size();
      require(
          change.history().first() == last + 1,
          "I6: event %d of %s followed %d".formatted(change.history().first(), arn, last));
      execution.events.addAll(CODEC.decode(change.history().events()));
    }
    if (change.closed() != null) {
      execution.closed = change.closed();
    }
  }

  private void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }

  /** What was wrong with the journal itself. */
  List<String> violations() {
    return violations;
  }

  /** Records that count, in order. */
  List<Valid> valid() {
    return valid;
  }

  /** When records were seen that do not count: those of deposed owners. */
  List<Long> refused() {
    return refused;
  }

  /** All executions, by key. */
  Map<ExecutionKey, Execution> executions() {
    return executions;
  }

  /** Place after the last record that counts. */
  Position end() {
    return valid.isEmpty() ? Position.START : valid.getLast().after();
  }

  /** Attempts that ended, each as often as it did, with the type of the event that says so. */
  static List<Map.Entry<String, EventType>> ends(ExecutionKey key, Execution execution) {
    List<Map.Entry<String, EventType>> ends = new ArrayList<>();
    for (HistoryEvent event : execution.events()) {
      if (isEnd(event.type())) {
        ends.add(Map.entry(key + ":" + attemptOf(execution.events(), event), event.type()));
      }
    }
    return ends;
  }

  private static boolean isEnd(EventType type) {
    return switch (type) {
      case TASK_SUCCEEDED,
          TASK_FAILED,
          TASK_TIMED_OUT,
          LAMBDA_FUNCTION_SUCCEEDED,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT ->
          true;
      default -> false;
    };
  }

  // The chain of previous events leads from the end of an attempt to its scheduling.
  private static long attemptOf(List<HistoryEvent> all, HistoryEvent end) {
    HistoryEvent event = end;
    while (event.previousEventId() > 0) {
      event = all.get((int) event.previousEventId() - 1);
      if (event.type() == EventType.TASK_SCHEDULED
          || event.type() == EventType.LAMBDA_FUNCTION_SCHEDULED) {
        return event.id();
      }
    }
    return -1;
  }
}
