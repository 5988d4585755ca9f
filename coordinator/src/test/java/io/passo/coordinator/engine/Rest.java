package io.passo.coordinator.engine;

import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.coordinator.engine.Callers.Order;
import io.passo.coordinator.engine.memory.MemoryDatabase.Row;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.CloudEvent;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.ResultKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** When a cluster is at rest, and what must be true of it then (correctness.md §17). */
final class Rest {
  private static final int SHOWN = 6;
  private static final long LATE_MILLIS = 2_000;
  private static final long RECOVERY_MILLIS = 40_000;

  private final Cluster cluster;
  private final Invariants invariants;
  private final Callers callers;
  private final SimulatedWorkers workers;
  private final Map<String, Long> counts = new TreeMap<>();
  private String missing = "";
  private long healedAt;

  Rest(Cluster cluster, Invariants invariants, Callers callers, SimulatedWorkers workers) {
    this.cluster = cluster;
    this.invariants = invariants;
    this.callers = callers;
    this.workers = workers;
  }

  /** Nothing goes wrong any more. */
  void healed() {
    healedAt = cluster.world.wallMillis();
  }

  /** What kept it from rest when that was last looked at. */
  String missing() {
    return missing;
  }

  /** Executions, attempts and excused effects. */
  Map<String, Long> counts() {
    return counts;
  }

  boolean isReached() {
    missing = whatIsMissing();
    return missing.isEmpty();
  }

  private String whatIsMissing() {
    Set<String> unanswered = callers.unanswered();
    if (!unanswered.isEmpty()) {
      return "G1: no answer to " + unanswered;
    }
    Set<String> open = new TreeSet<>(callers.orders().keySet());
    for (int p = 0; p < cluster.partitions; p++) {
      // Children of Map Runs, too: they may end after a parent that was stopped.
      open.addAll(invariants.ledger(p).started().keySet());
    }
    open.removeAll(invariants.closed().keySet());
    if (!open.isEmpty()) {
      String first = open.iterator().next();
      return "I1: open %s after %s, answers %s"
          .formatted(open, lastEvents(first), callers.answers(first));
    }
    for (int p = 0; p < cluster.partitions; p++) {
      String behind = whatIsBehind(p);
      if (!behind.isEmpty()) {
        return behind;
      }
    }
    return workers.isIdle() ? unannounced() : "I12: commands are neither done nor given up";
  }

  /** A change of status that was committed and that users were not told, or none. */
  private String unannounced() {
    Set<String> told = new HashSet<>(cluster.announced());
    for (int p = 0; p < cluster.partitions; p++) {
      for (ValidRecord valid : invariants.ledger(p).valid()) {
        if (valid.record() instanceof Commit commit) {
          for (CloudEvent event : StatusEvents.of(commit.changes())) {
            if (!told.contains(event.id())) {
              return "G6: no event " + event.id();
            }
          }
        }
      }
    }
    return "";
  }

  private List<String> lastEvents(String arn) {
    List<HistoryEvent> events = new ArrayList<>();
    for (int p = 0; p < cluster.partitions; p++) {
      events.addAll(invariants.ledger(p).events(ExecutionKey.of(arn)));
    }
    return events.stream()
        .skip(Math.max(0, events.size() - SHOWN))
        .map(event -> event.id() + " " + event.type() + " " + event.timestamp())
        .toList();
  }

  private String whatIsBehind(int p) {
    List<ValidRecord> records = invariants.ledger(p).valid();
    long last = records.isEmpty() ? 0 : records.getLast().after().offset();
    var place = cluster.databases.get(p).rows().place();
    var meta = cluster.redis.get(p).meta();
    if (place == null ? last > 0 : place.position().offset() != last) {
      return "I11: PostgreSQL of %d is at %s, not %d".formatted(p, place, last);
    }
    return meta == null || isBehind(records, meta.fold().position().offset())
        ? "I10: Redis of %d is at %s, not %d".formatted(p, meta, last)
        : "";
  }

  // An idle owner need not notice a late Open.
  private static boolean isBehind(List<ValidRecord> records, long watermark) {
    return records.reversed().stream()
        .takeWhile(valid -> valid.after().offset() > watermark)
        .anyMatch(valid -> valid.record() instanceof Commit);
  }

  /** Checks everything. */
  void check() {
    callers.check();
    Set<String> closed = new HashSet<>(invariants.closed().keySet());
    closed.removeIf(Rest::isChild);
    invariants.require(
        callers.orders().keySet().equals(closed), "I2: not all that closed was ordered");
    Set<String> committed = new HashSet<>();
    for (int p = 0; p < cluster.partitions; p++) {
      Ledger ledger = invariants.ledger(p);
      committed.addAll(ledger.attempts());
      ledger.closed().forEach((arn, end) -> checkExecution(ledger, arn, end));
      checkStores(p);
      checkTimeouts(p);
    }
    checkEffects(committed);
    invariants.require(cluster.metrics.get("data-loss") == 0, "data loss was reported");
    invariants.require(cluster.metrics.get("lane-dropped.bug") == 0, "a lane failed");
    boolean deadly = callers.orders().values().stream().anyMatch(Order::deadly);
    cluster.deadLetters.stream()
        .filter(letter -> !letter.reason().contains("found"))
        .filter(letter -> !(deadly && letter.reason().equals(Turn.KILLED_LANES)))
        .forEach(letter -> invariants.require(false, "put aside: " + letter.reason()));
    cluster.world.errors().forEach(error -> invariants.require(false, "failed: " + error));
  }

  /** A child of a Map Run: nobody orders it; the result of its parent tells whether it ran once. */
  private static boolean isChild(String arn) {
    return arn.contains("/");
  }

  private void checkExecution(Ledger ledger, String arn, Closed end) {
    counts.merge("executions", 1L, Long::sum);
    Order order = callers.orders().get(arn);
    if (order == null) {
      return;
    }
    if (order.deadly()) {
      invariants.require(
          end.status().equals("FAILED"), "I7: what kills lanes ended " + end.status());
      return;
    }
    if (!callers.stopped().contains(arn) || !end.status().equals("ABORTED")) {
      int expected = order.plan().expected(order.n());
      invariants.require(
          end.status().equals("SUCCEEDED") && n(end) == expected,
          "I7: %s gave %s %s, not %d"
              .formatted(arn, end.status(), end.output() == null ? end.error() : n(end), expected));
    }
    ExecutionKey key = ExecutionKey.of(arn);
    checkAttempts(ledger, arn, key);
    checkWaits(ledger.events(key), order);
  }

  private int n(Closed end) {
    return end.output() == null ? -1 : Callers.read(cluster.text(end.output())).path("n").asInt(-1);
  }

  private void checkAttempts(Ledger ledger, String arn, ExecutionKey key) {
    List<Long> ended = ledger.ended(key);
    invariants.require(
        new HashSet<>(ended).size() == ended.size(), "I4: an attempt of " + arn + " ended twice");
    for (long attempt : ledger.endedByResult(key)) {
      String id = key + ":" + attempt;
      invariants.require(
          workers.sent().contains(id) || callers.said().contains(id),
          "I4: the end of " + id + " was never sent");
    }
  }

  private void checkWaits(List<HistoryEvent> events, Order order) {
    for (HistoryEvent event : events) {
      if (event.type() == EventType.WAIT_STATE_EXITED
          && event.details() instanceof Details.StateExited exited) {
        HistoryEvent entered = events.get((int) event.previousEventId() - 1);
        Duration waited = Duration.between(entered.timestamp(), event.timestamp());
        int seconds = order.plan().waits().getOrDefault(exited.name(), 0);
        invariants.require(
            waited.toMillis() >= seconds * 1_000L,
            "I8: a wait of %d s took %s".formatted(seconds, waited));
        long due = entered.timestamp().toEpochMilli() + seconds * 1_000L;
        long latest = Math.max(due, healedAt + RECOVERY_MILLIS) + LATE_MILLIS;
        invariants.require(
            event.timestamp().toEpochMilli() <= latest,
            "I8: a wait of %d s took %s after everything was healed".formatted(seconds, waited));
      }
    }
  }

  private void checkEffects(Set<String> committed) {
    workers
        .effects()
        .forEach(
            (attempt, count) -> {
              counts.merge("attempts", 1L, Long::sum);
              invariants.require(
                  committed.contains(attempt), "I2: " + attempt + " never committed");
              if (count > 1) {
                checkRepeated(attempt, count);
              }
            });
    checkCommands();
    for (String attempt : committed) {
      boolean reason = workers.effects().containsKey(attempt) || workers.sent().contains(attempt);
      invariants.require(reason || endedWithout(attempt), "I3: nobody ran " + attempt);
    }
  }

  /** No command lies twice in its log unless the group has done with the first one for nothing. */
  private void checkCommands() {
    Set<String> lost = workers.lost();
    Set<String> seen = new HashSet<>();
    for (MemoryLog log : cluster.steps.values()) {
      for (long at = 0; at < log.highWatermark(); at++) {
        if (SimulatedWorkers.decode(log.get(at)) instanceof StepCommand command
            && !seen.add(command.attemptId())) {
          String attempt = command.attemptId();
          invariants.require(
              lost.contains(attempt) || cluster.world.pausedSends().contains(attempt),
              "I5: " + attempt + " was dispatched again without need");
          counts.merge("dispatched again", 1L, Long::sum);
        }
      }
    }
  }

  private void checkRepeated(String attempt, int count) {
    if (workers.hurt().contains(attempt)) {
      counts.merge("excused: worker hurt or lock lost", 1L, Long::sum);
    } else if (cluster.world.pausedSends().contains(attempt)) {
      counts.merge("excused: stopped while sending", 1L, Long::sum);
    } else {
      invariants.require(false, "I5: %s was run %d times".formatted(attempt, count));
    }
  }

  /** A result that readers saw before a task was due to time out comes first. */
  private void checkTimeouts(int p) {
    Ledger ledger = invariants.ledger(p);
    if (ledger.timedOut().isEmpty() || cluster.world.faults().containsKey("clock jumped")) {
      return;
    }
    Map<String, Long> first = firstResults(cluster.results.get(p));
    for (Ledger.TimedOut timedOut : ledger.timedOut()) {
      Long offset = first.get(timedOut.attemptId());
      if (offset != null && offset >= timedOut.resultsProcessed()) {
        HistoryEvent scheduled = ledger.events(timedOut.key()).get((int) timedOut.attempt() - 1);
        // Which of them came first in one millisecond it does not tell.
        long seen = cluster.world.wallMillisAt(cluster.results.get(p).seenAt(offset));
        invariants.require(
            seen >= scheduled.timestamp().toEpochMilli() + Plan.SLOW_SECONDS * 1_000L,
            "I8: a time-out overtook the result of " + timedOut.attemptId());
      }
    }
  }

  private Map<String, Long> firstResults(MemoryLog log) {
    ResultKeys keys = new ResultKeys(Cluster.SECRET);
    Map<String, Long> first = new HashMap<>();
    for (long at = 0; at < log.highWatermark(); at++) {
      try {
        if (StepResultCodec.decode(log.get(at)) instanceof StepResult.Report report) {
          StepResult.Header header = report.header();
          MacKey key = keys.key(header.executionArn(), header.attempt(), header.pool());
          if (StepResultCodec.isSignedBy(log.get(at), key)) {
            first.putIfAbsent(header.key() + ":" + header.attempt(), at);
          }
        }
      } catch (MalformedMessageException e) {
        counts.merge("garbage", 1L, Long::sum);
      }
    }
    return first;
  }

  // A time-out, a stop or the end of a sibling closes an attempt that nobody has run.
  private boolean endedWithout(String attempt) {
    ExecutionKey key = new ExecutionKey(attempt.substring(0, attempt.indexOf(':')));
    long id = Long.parseLong(attempt.substring(attempt.indexOf(':') + 1));
    for (int p = 0; p < cluster.partitions; p++) {
      if (invariants.ledger(p).ended(key).contains(id)) {
        return true;
      }
    }
    return callers.stopped().stream().anyMatch(arn -> ExecutionKey.of(arn).equals(key))
        || isAbortedChild(key);
  }

  // Stopping the parent of a Map Run stops its children.
  private boolean isAbortedChild(ExecutionKey key) {
    return invariants.closed().entrySet().stream()
        .filter(end -> isChild(end.getKey()) && end.getValue().equals("ABORTED"))
        .anyMatch(end -> ExecutionKey.of(end.getKey()).equals(key));
  }

  private void checkStores(int p) {
    var meta = cluster.redis.get(p).meta();
    invariants.require(meta != null && meta.open() == 0, "I12: Redis holds open executions");
    var rows = cluster.databases.get(p).rows();
    invariants.require(rows.checkpoint().isEmpty(), "I12: a checkpoint is left");
    Map<String, Closed> closed = invariants.ledger(p).closed();
    for (Row row : rows.index().values()) {
      Closed end = closed.get(row.executionArn());
      invariants.require(
          end != null && row.closed() != null && end.status().equals(row.closed().status()),
          "I1: PostgreSQL has another end of " + row.executionArn());
    }
    invariants.require(
        rows.index().size() == closed.size(), "I1: PostgreSQL knows other executions");
  }
}
