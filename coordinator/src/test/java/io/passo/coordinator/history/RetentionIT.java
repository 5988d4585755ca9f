package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted after its retention, what stays, and how open executions are counted. */
class RetentionIT {
  // Older than whatever other tests leave in this database.
  private static final Instant NOW = Instant.parse("1971-01-01T00:00:00Z");

  private static RealPostgres postgres;
  private static Retention retention;

  private final String account = UUID.randomUUID().toString();

  @BeforeAll
  static void connect() {
    postgres = new RealPostgres();
    retention = new Retention(postgres.pool());
  }

  @AfterAll
  static void disconnect() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void deleteAllThatIsOld() {
    assertThat(retention.deleteBatch(NOW, 1_000)).isPresent();
  }

  @Test
  void shouldDeleteWhatClosedBeforeWithItsHistoryAndMapRuns() {
    // given
    execution("old", 1, NOW.minusSeconds(1));
    execution("young", 1, NOW.plusSeconds(1));
    execution("open", 0, null);

    // when
    OptionalInt deleted = retention.deleteBatch(NOW, 1_000);

    // then
    assertThat(deleted).hasValue(1);
    for (String table : List.of("execution", "history", "map_run")) {
      assertThat(names(table)).as(table).containsExactly("open", "young");
    }
  }

  @Test
  void shouldDeleteTheOldestFirstAndNoMoreThanABatch() {
    // given
    for (int n = 1; n <= 5; n++) {
      execution("old-" + n, 2, NOW.minus(Duration.ofHours(n)));
    }

    // when
    OptionalInt first = retention.deleteBatch(NOW, 3);

    // then
    assertThat(first).hasValue(3);
    assertThat(names("execution")).containsExactly("old-1", "old-2");
    assertThat(retention.deleteBatch(NOW, 3)).hasValue(2);
    assertThat(retention.deleteBatch(NOW, 3)).hasValue(0);
  }

  @Test
  void shouldLeaveItToWhoeverIsAtIt() {
    // given
    execution("old", 1, NOW.minusSeconds(1));
    SqlConnection other = Blocking.await("connection", postgres.pool().getConnection());
    run(other, "BEGIN");
    run(other, "SELECT pg_advisory_xact_lock(x'706173736f726574'::bigint)");

    // when
    OptionalInt meanwhile = retention.deleteBatch(NOW, 3);
    run(other, "ROLLBACK");
    Blocking.await("close", other.close());

    // then
    assertThat(meanwhile).isEmpty();
    assertThat(retention.deleteBatch(NOW, 3)).hasValue(1);
  }

  @Test
  void shouldCountWhatIsOpen() {
    // given
    execution("one", 0, null);
    execution("two", 0, null);
    execution("ended", 1, NOW.plusSeconds(1));
    long atFirst = open();

    // when / then
    run(
        "UPDATE execution SET status = 1, stop_date = 1 WHERE name = 'one' AND account = '"
            + account
            + "'");
    assertThat(open()).isEqualTo(atFirst - 1);
    run("UPDATE execution SET status = 0, stop_date = NULL WHERE account = '" + account + "'");
    assertThat(open()).as("redriven").isEqualTo(3);
    run("DELETE FROM execution WHERE account = '" + account + "'");
    assertThat(open()).isZero();
    assertThat(atFirst).isEqualTo(2);
  }

  private void execution(String name, int status, @Nullable Instant stopDate) {
    String arn = "arn:aws:states:us-east-1:%s:execution:m:%s".formatted(account, name);
    run(
        """
        INSERT INTO execution (execution_key, execution_arn, partition, state_machine_hash, state_machine_arn, name, account,
          status, start_date, stop_date, input, definition_hash, role_arn)
        VALUES ('%1$s', '%1$s', 7, 1, 'm', '%2$s', '%3$s', %4$d, 0, %5$s, '{}', 'd', 'r')
        """
            .formatted(
                arn,
                name,
                account,
                status,
                stopDate == null ? "NULL" : "" + stopDate.toEpochMilli()));
    run("INSERT INTO history VALUES ('%s', 1, 2, '')".formatted(arn));
    run("INSERT INTO history VALUES ('%s', 3, 4, '')".formatted(arn));
    run(
        """
        INSERT INTO map_run (arn, execution_arn, frame, status, start_date, max_concurrency, items, executions)
        VALUES ('%1$s/run', '%1$s', '/', 'SUCCEEDED', 0, 0, '', '')
        """
            .formatted(arn));
  }

  private List<String> names(String table) {
    String column = table.equals("map_run") ? "execution_arn" : "execution_key";
    return Blocking.await(
            table,
            postgres
                .pool()
                .query(
                    "SELECT DISTINCT split_part(%1$s, ':', 8) AS name FROM %2$s WHERE %1$s LIKE '%%:%3$s:%%' ORDER BY name"
                        .formatted(column, table, account))
                .execute())
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private long open() {
    return Blocking.await(
            "open",
            postgres
                .pool()
                .query(
                    "SELECT coalesce(sum(open), 0)::bigint FROM open_executions WHERE region = 'us-east-1' AND account = '"
                        + account
                        + "'")
                .execute())
        .iterator()
        .next()
        .getLong(0);
  }

  private static void run(String sql) {
    Blocking.await(sql, postgres.pool().query(sql).execute());
  }

  private static void run(SqlConnection connection, String sql) {
    Blocking.await(sql, connection.query(sql).execute());
  }
}
