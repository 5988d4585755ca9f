package io.passo.coordinator.engine;

import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Position;
import io.passo.protocol.codec.JournalRecordCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one journal says, by the rule of correctness.md §3 written down a second time: the engine's
 * own reader is under test. What follows from the journal alone is checked while it is read.
 */
final class Ledger {
  private static final int MOST_STATES = 500;

  private final MemoryLog log;
  private final HistoryCodec codec = new HistoryCodec();
  private final List<ValidRecord> valid = new ArrayList<>();
  private final Map<ExecutionKey, Long> lastEvents = new HashMap<>();
  private final Map<String, Started> started = new TreeMap<>();
  private final Map<String, Closed> closed = new TreeMap<>();
  private final Map<ExecutionKey, List<HistoryEvent>> events = new HashMap<>();
  private final Set<String> attempts = new HashSet<>();
  private final List<TimedOut> timedOut = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private long offset;
  private long epoch;
  private long seq;

  /**
   * An attempt that timed out.
   *
   * @param resultsProcessed next result to be processed after the record that says so
   */
  record TimedOut(ExecutionKey key, long attempt, long resultsProcessed) {
    String attemptId() {
      return key + ":" + attempt;
    }
  }

  Ledger(MemoryLog log) {
    this.log = log;
  }

  /** Reads what is new. */
  Ledger read() {
    for (; offset < log.highWatermark(); offset++) {
      JournalRecord record = decode(log.get(offset));
      boolean counts =
          switch (record) {
            case JournalRecord.Open open -> open.epoch() == epoch + 1;
            case Commit commit -> commit.epoch() == epoch && commit.seq() == seq + 1;
          };
      if (counts) {
        epoch = record.epoch();
        seq = record instanceof Commit ? seq + 1 : 0;
        valid.add(new ValidRecord(new Position(offset + 1, 0, epoch, seq), record));
        if (record instanceof Commit commit) {
          commit.changes().forEach(change -> add(change, commit.inputs().results()));
          commit.commands().forEach(command -> attempts.add(command.command().attemptId()));
        }
      }
    }
    return this;
  }

  private static JournalRecord decode(byte[] value) {
    try {
      return JournalRecordCodec.decode(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(ExecutionChange change, long resultsProcessed) {
    String arn = change.executionArn();
    require(!closed.containsKey(arn), "I1: " + arn + " changed after it had closed");
    if (change.started() != null) {
      require(started.put(arn, change.started()) == null, "I1: " + arn + " started twice");
    }
    require(started.containsKey(arn), "I2: " + arn + " changed before it had started");
    if (change.history() != null) {
      long last = lastEvents.getOrDefault(change.key(), 0L);
      require(
          change.history().first() == last + 1,
          "I6: event %d of %s followed %d".formatted(change.history().first(), arn, last));
      lastEvents.put(change.key(), change.history().last());
      List<HistoryEvent> chunk = codec.decode(change.history().events());
      events.computeIfAbsent(change.key(), key -> new ArrayList<>()).addAll(chunk);
      requireFewStates(arn, chunk);
      chunk.stream()
          .filter(event -> isTimeout(event.type()))
          .map(
              event -> new TimedOut(change.key(), attemptOf(change.key(), event), resultsProcessed))
          .forEach(timedOut::add);
    }
    if (change.closed() != null) {
      require(closed.put(arn, change.closed()) == null, "I1: " + arn + " closed twice");
    }
  }

  private void requireFewStates(String arn, List<HistoryEvent> chunk) {
    long entered =
        chunk.stream().filter(event -> event.details() instanceof Details.StateEntered).count();
    require(
        entered <= MOST_STATES, "§13: %s entered %d states in one batch".formatted(arn, entered));
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

  /** Valid records up to an offset. */
  List<ValidRecord> upTo(long end) {
    int size = valid.size();
    while (size > 0 && valid.get(size - 1).after().offset() > end) {
      size--;
    }
    return valid.subList(0, size);
  }

  List<ValidRecord> valid() {
    return valid;
  }

  /** Records that only announce what is processed next. */
  long probes() {
    return valid.stream()
        .filter(record -> record.record() instanceof Commit commit && commit.probe() != null)
        .count();
  }

  /** Facts of what started, by ARN. */
  Map<String, Started> started() {
    return started;
  }

  /** Ends of what closed, by ARN. */
  Map<String, Closed> closed() {
    return closed;
  }

  /** Attempts of all commands. */
  Set<String> attempts() {
    return attempts;
  }

  /** Attempts that ended with what a worker or caller said, in order. */
  List<Long> endedByResult(ExecutionKey key) {
    return events.getOrDefault(key, List.of()).stream()
        .filter(event -> isResult(event.type()))
        .map(event -> attemptOf(key, event))
        .toList();
  }

  private static boolean isResult(EventType type) {
    return switch (type) {
      case TASK_SUCCEEDED,
          TASK_FAILED,
          LAMBDA_FUNCTION_SUCCEEDED,
          LAMBDA_FUNCTION_FAILED,
          ACTIVITY_SUCCEEDED,
          ACTIVITY_FAILED ->
          true;
      default -> false;
    };
  }

  /** All ends of attempts, time-outs too. */
  List<Long> ended(ExecutionKey key) {
    return events.getOrDefault(key, List.of()).stream()
        .filter(event -> isResult(event.type()) || isTimeout(event.type()))
        .map(event -> attemptOf(key, event))
        .toList();
  }

  private static boolean isTimeout(EventType type) {
    return switch (type) {
      case TASK_TIMED_OUT, LAMBDA_FUNCTION_TIMED_OUT, ACTIVITY_TIMED_OUT -> true;
      default -> false;
    };
  }

  // The chain of previous events leads from the end of an attempt to its scheduling.
  private long attemptOf(ExecutionKey key, HistoryEvent end) {
    List<HistoryEvent> all = events.getOrDefault(key, List.of());
    HistoryEvent event = end;
    while (event.previousEventId() > 0) {
      event = all.get((int) event.previousEventId() - 1);
      if (isScheduled(event.type())) {
        return event.id();
      }
    }
    return -1;
  }

  private static boolean isScheduled(EventType type) {
    return switch (type) {
      case TASK_SCHEDULED, LAMBDA_FUNCTION_SCHEDULED, ACTIVITY_SCHEDULED -> true;
      default -> false;
    };
  }

  /** Attempts that timed out. */
  List<TimedOut> timedOut() {
    return timedOut;
  }

  /** Whole history of an execution. */
  List<HistoryEvent> events(ExecutionKey key) {
    return events.getOrDefault(key, List.of());
  }

  /** Last event of each execution at an offset. */
  Map<ExecutionKey, Long> lastEvents(long end) {
    Map<ExecutionKey, Long> last = new HashMap<>();
    for (ValidRecord record : upTo(end)) {
      if (record.record() instanceof Commit commit) {
        for (ExecutionChange change : commit.changes()) {
          if (change.history() != null) {
            last.put(change.key(), change.history().last());
          }
        }
      }
    }
    return last;
  }
}
