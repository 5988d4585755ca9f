package io.passo.standalone.bench;

import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.Database;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Rows of the index of executions that nobody has run: of one state machine with two versions and
 * an alias, and of ten Map Runs, among those of a hundred other state machines. They start over the
 * last 60 days; most succeeded, few run, timed out or were redriven.
 */
final class ListRows implements AutoCloseable {
  private static final String NAME = "bench-lists";
  private static final int AT_ONCE = 100_000;

  private final Connection database;
  private final Consumer<String> progress;
  private final String machine;

  /** Registers the state machine and its versions. */
  ListRows(SystemStatus system, Consumer<String> progress) {
    this.progress = progress;
    URI first = URI.create(system.coordinators().getFirst().address());
    try (StatesClient client = new StatesClient(first, Signer.wanted(first, system))) {
      machine = client.register(NAME, Workload.resource("wait"));
      client.call("PublishStateMachineVersion", Map.of("stateMachineArn", machine));
      client.call(
          "CreateStateMachineAlias",
          Map.of(
              "name",
              "live",
              "routingConfiguration",
              List.of(Map.of("stateMachineVersionArn", machine + ":1", "weight", 100))));
    }
    database = Database.connect(system);
  }

  /** ARN of the state machine that most rows are of. */
  String machine() {
    return machine;
  }

  /** ARN of its only version. */
  String version() {
    return machine + ":1";
  }

  /** ARN of its alias. */
  String alias() {
    return machine + ":live";
  }

  /** ARN of one of the Map Runs. */
  String mapRun() {
    return machine.replace(":stateMachine:", ":mapRun:") + "/label:run-3";
  }

  /**
   * Adds rows until there are so many.
   *
   * @return seconds that it took
   */
  double fill(int rows) {
    long begin = System.nanoTime();
    try (Statement statement = database.createStatement();
        PreparedStatement insert = database.prepareStatement(insertion())) {
      int there = count(statement);
      while (there < rows) {
        int to = Math.min(rows, there + AT_ONCE);
        bind(insert, there + 1, to);
        insert.executeUpdate();
        there = to;
        progress.accept(there + " rows");
      }
      mapRuns(statement);
      // What autovacuum does in time: statistics, and the map of rows that everybody sees.
      statement.execute("VACUUM (ANALYZE) execution");
    } catch (SQLException e) {
      throw new SystemException("Expected to fill the index but " + e.getMessage(), e);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static int count(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT count(*) FROM execution WHERE role_arn = 'bench-lists'")) {
      found.next();
      return found.getInt(1);
    }
  }

  private void bind(PreparedStatement insert, int from, int to) throws SQLException {
    insert.setString(1, machine);
    insert.setLong(2, hash(machine));
    insert.setLong(3, hash(machine + "/label"));
    insert.setLong(4, System.currentTimeMillis());
    insert.setInt(5, from);
    insert.setInt(6, to);
  }

  private void mapRuns(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO map_run (arn, execution_arn, frame, status, start_date, max_concurrency, items, executions)
        SELECT replace('%1$s', ':stateMachine:', ':mapRun:') || '/label:run-' || n,
          replace('%1$s', ':stateMachine:', ':execution:') || ':parent-' || n, '/', 'SUCCEEDED', 0, 0,
          '0,0,0,0,0,0', '0,0,0,0,0,0'
        FROM generate_series(0, 9) n ON CONFLICT DO NOTHING
        """
            .formatted(machine.replace("'", "''")));
  }

  /** Takes all rows away again. */
  void clear() {
    progress.accept("taking the rows away");
    try (Statement statement = database.createStatement()) {
      statement.execute("DELETE FROM execution WHERE role_arn = 'bench-lists'");
      statement.execute(
          "DELETE FROM map_run WHERE execution_arn LIKE '%:execution:bench-lists:parent-%'");
      statement.execute("VACUUM execution");
    } catch (SQLException e) {
      throw new SystemException("Expected to empty the index but " + e.getMessage(), e);
    }
  }

  private static String insertion() {
    try (InputStream sql = ListRows.class.getResourceAsStream("list-rows.sql")) {
      return new String(
          Objects.requireNonNull(sql, "list-rows.sql").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the index shortens ARNs of state machines. */
  private static long hash(String arn) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new SystemException("Expected to close a connection but " + e.getMessage(), e);
    }
  }
}
