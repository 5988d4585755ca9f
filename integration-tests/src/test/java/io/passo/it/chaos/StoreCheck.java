package io.passo.it.chaos;

import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.StateStore.Sample;
import io.passo.coordinator.engine.StateStore.View;
import io.passo.coordinator.state.RedisStateStore;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import io.passo.servers.PostgresServer;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Redis and PostgreSQL as folds of the journal (I10, I11), and whether anything is left at rest
 * (I12).
 */
final class StoreCheck implements AutoCloseable {
  private static final int EVERYTHING = 10_000_000;

  private final Journals journals;
  private final PostgresServer postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Redis client;
  private final RedisStateStore redis;

  StoreCheck(Journals journals, String redisUrl, PostgresServer postgres) {
    this.journals = journals;
    this.postgres = postgres;
    this.client = Redis.createClient(vertx, redisUrl);
    this.redis = new RedisStateStore(client);
  }

  /** Frames by execution and name. */
  private record Frames(Map<String, byte[]> values) {
    boolean same(Frames other) {
      return values.keySet().equals(other.values.keySet())
          && values.entrySet().stream()
              .allMatch(entry -> Arrays.equals(entry.getValue(), other.values.get(entry.getKey())));
    }

    String difference(Frames other) {
      Set<String> only = new HashSet<>(values.keySet());
      only.removeAll(other.values.keySet());
      Set<String> others = new HashSet<>(other.values.keySet());
      others.removeAll(values.keySet());
      return "has not " + only + ", has besides " + others;
    }
  }

  /** Number of partitions whose state is in Redis now. */
  long present() {
    long present = 0;
    for (int p = 0; p < journals.partitions(); p++) {
      present += redis.view(p).isPresent() ? 1 : 0;
    }
    return present;
  }

  /** What lags behind the journals; empty at rest. */
  String behind() throws SQLException {
    for (int p = 0; p < journals.partitions(); p++) {
      long end = journals.look(p, ledger -> ledger.end().offset());
      long sink = sinkOffset(p);
      if (sink != end) {
        return "PostgreSQL of %d is at %d, the journal at %d".formatted(p, sink, end);
      }
      Optional<View> view = redis.view(p);
      long watermark = view.map(seen -> seen.meta().fold().position().offset()).orElse(-1L);
      boolean isBehind = journals.look(p, ledger -> hasCommitAfter(ledger, watermark));
      if (isBehind) {
        return "Redis of %d is at %d, the journal at %d".formatted(p, watermark, end);
      }
    }
    return "";
  }

  /** True if PostgreSQL has reached a place of each journal. */
  boolean hasSunk(List<Long> places) {
    try {
      for (int p = 0; p < places.size(); p++) {
        if (sinkOffset(p) < places.get(p)) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean hasCommitAfter(Ledger ledger, long watermark) {
    return ledger.valid().reversed().stream()
        .takeWhile(valid -> valid.after().offset() > watermark)
        .anyMatch(valid -> valid.record() instanceof Commit);
  }

  /** Checks all partitions. The cluster is at rest: nothing is started, everything has ended. */
  void check(Verdict verdict) throws SQLException {
    try (Connection database = connect()) {
      for (int p = 0; p < journals.partitions(); p++) {
        checkRedis(p, verdict);
        checkDatabase(database, p, verdict);
      }
      checkIndex(database, verdict);
    }
  }

  private void checkRedis(int p, Verdict verdict) {
    String name = "I10: Redis of " + p;
    Optional<View> view = redis.view(p);
    if (view.isEmpty()) {
      // A partition that never had a commit has none.
      verdict.require(
          journals.look(p, ledger -> !hasCommitAfter(ledger, 0)), name + " has no meta");
      return;
    }
    Sample sample = redis.sample(p, view.get().g(), EVERYTHING);
    long watermark = sample.watermark().offset();
    Frames expected = journals.look(p, ledger -> fold(ledger, watermark));
    Map<String, byte[]> found = new HashMap<>();
    sample
        .executions()
        .forEach(
            (key, frames) ->
                frames.forEach(
                    frame -> found.put(name(key, frame.value().frameId()), frame.value().value())));
    verdict.require(
        new Frames(found).same(expected),
        name + " at " + watermark + ": " + expected.difference(new Frames(found)));
    verdict.require(
        sample.open() == sample.members() && sample.members() == sample.executions().size(),
        name + " counts open executions wrongly");
    verdict.require(
        journals.look(p, ledger -> isCommitOf(ledger, view.get())),
        name + " has another meta than the journal at " + watermark);
    List<StateStore.FrameTimer> timers = redis.timers(p, view.get().g(), Long.MAX_VALUE, 10);
    verdict.require(
        !expected.values().isEmpty() || timers.isEmpty(), "I12: timers are left: " + timers);
  }

  private static boolean isCommitOf(Ledger ledger, View view) {
    PartitionMeta fold = view.meta().fold();
    return ledger.valid().reversed().stream()
        .filter(valid -> valid.after().offset() <= fold.position().offset())
        .filter(valid -> valid.record() instanceof Commit)
        .findFirst()
        .map(valid -> (Commit) valid.record())
        .map(
            commit ->
                commit.inputs().equals(fold.inputs())
                    && commit.tails().equals(fold.tails())
                    && commit.dispatched().equals(fold.dispatched()))
        // Few executions leave partitions that were only ever opened.
        .orElseGet(() -> fold.tails().isEmpty() && fold.dispatched().equals(Position.START));
  }

  private static String name(ExecutionKey key, String frame) {
    return key + "|" + frame;
  }

  private static Frames fold(Ledger ledger, long end) {
    Map<ExecutionKey, Map<String, byte[]>> frames = new HashMap<>();
    for (Ledger.Valid valid : ledger.valid()) {
      if (valid.after().offset() <= end && valid.record() instanceof Commit commit) {
        commit.changes().forEach(change -> fold(change, frames));
      }
    }
    Map<String, byte[]> all = new HashMap<>();
    frames.forEach((key, own) -> own.forEach((frame, value) -> all.put(name(key, frame), value)));
    return new Frames(all);
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
    if (change.closed() != null) {
      frames.remove(change.key());
    }
  }

  private void checkDatabase(Connection database, int p, Verdict verdict) throws SQLException {
    long place = sinkOffset(p);
    Frames expected = journals.look(p, ledger -> fold(ledger, place));
    Map<String, byte[]> found = new HashMap<>();
    String query =
        "SELECT execution_key, frame_id, value FROM checkpoint_frame WHERE partition = " + p;
    try (PreparedStatement statement = database.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(rows.getString(1) + "|" + rows.getString(2), rows.getBytes(3));
      }
    }
    verdict.require(
        new Frames(found).same(expected),
        "I11: PostgreSQL of %d at %d: %s"
            .formatted(p, place, expected.difference(new Frames(found))));
  }

  private void checkIndex(Connection database, Verdict verdict) throws SQLException {
    Map<ExecutionKey, Ledger.Execution> executions = new HashMap<>();
    for (int p = 0; p < journals.partitions(); p++) {
      executions.putAll(journals.look(p, ledger -> Map.copyOf(ledger.executions())));
    }
    String query =
        "SELECT e.execution_key, e.stop_date, min(h.first_id), max(h.last_id),"
            + " sum(h.last_id - h.first_id + 1)"
            + " FROM execution e LEFT JOIN history h USING (execution_key)"
            + " GROUP BY e.execution_key, e.stop_date";
    long count = 0;
    try (PreparedStatement statement = database.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        count++;
        Ledger.Execution execution = executions.get(new ExecutionKey(rows.getString(1)));
        if (execution == null) {
          verdict.require(false, "I11: PostgreSQL knows one that never started");
          continue;
        }
        int events = execution.events().size();
        verdict.require(
            rows.getLong(3) == 1 && rows.getLong(4) == events && rows.getLong(5) == events,
            "I6: PostgreSQL has %d events, %d to %d, of %s, not %d"
                .formatted(
                    rows.getLong(5), rows.getLong(3), rows.getLong(4), execution.arn(), events));
        boolean same =
            execution.closed() == null
                ? rows.getObject(2) == null
                : rows.getLong(2) == execution.closed().stopDate();
        verdict.require(same, "I11: PostgreSQL has another end of " + execution.arn());
      }
    }
    verdict.require(
        count == executions.size(),
        "I11: PostgreSQL knows %d executions, not %d".formatted(count, executions.size()));
  }

  private long sinkOffset(int p) throws SQLException {
    try (Connection database = connect();
        PreparedStatement statement =
            database.prepareStatement("SELECT log_offset FROM sink WHERE partition = " + p);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.username(), postgres.password());
  }

  @Override
  public void close() {
    redis.close();
    client.close();
    vertx.close();
  }
}
