package io.passo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
  @TempDir static Path directory;
  private static Servers servers;

  @BeforeAll
  static void startServers() {
    servers = Servers.start(ServersConfig.forTests().withDirectory(directory));
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  @Test
  void shouldKeepRecordsWhenTheBrokerIsKilled() throws Exception {
    // given
    KafkaProbe kafka = new KafkaProbe(servers.kafka());
    kafka.createTopic("kept");
    kafka.send("kept", "one");

    // when
    servers.kafka().kill();
    servers.kafka().restart();
    kafka.send("kept", "two");

    // then
    assertThat(kafka.read("kept", 2)).containsExactly("one", "two");
  }

  @Test
  void shouldDeliverThroughAShareGroup() throws Exception {
    // given
    KafkaProbe kafka = new KafkaProbe(servers.kafka());
    kafka.createTopic("shared");
    kafka.readGroupFromTheStart("workers");
    kafka.send("shared", "command");

    // when
    var delivered = kafka.receive("workers", "shared", 1);

    // then
    assertThat(delivered).containsExactly("command");
  }

  @Test
  void shouldKeepCommittedRowsWhenPostgresIsKilled() throws SQLException {
    // given
    query("CREATE TABLE kept AS SELECT 42 AS id; SELECT 1");

    // when
    servers.postgres().kill();
    servers.postgres().restart();

    // then
    assertThat(query("SELECT id FROM kept")).isEqualTo("42");
  }

  @Test
  void shouldKeepKeysOverARestart() throws IOException {
    // given
    RedisProbe redis = new RedisProbe(servers.redis());
    redis.send("SET kept 42");

    // when
    servers.redis().restart();

    // then
    assertThat(redis.send("GET kept")).contains("42");
  }

  @Test
  void shouldRefuseToEvictKeys() throws IOException {
    // when
    String memory = new RedisProbe(servers.redis()).send("INFO memory");

    // then
    assertThat(memory).contains("maxmemory_policy:noeviction");
  }

  @Test
  void shouldAnswerAgainAfterAPause() throws IOException {
    // given
    servers.redis().pause();

    // when
    servers.redis().resume();

    // then
    assertThat(new RedisProbe(servers.redis()).send("PING")).startsWith("+PONG");
  }

  private static String query(String sql) throws SQLException {
    PostgresServer postgres = servers.postgres();
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      boolean hasRows = statement.execute(sql);
      while (!hasRows) {
        hasRows = statement.getMoreResults();
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
