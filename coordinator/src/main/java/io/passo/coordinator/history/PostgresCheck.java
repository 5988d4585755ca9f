package io.passo.coordinator.history;

import io.passo.coordinator.config.SettingProblem;
import io.passo.coordinator.config.SettingProblem.Weight;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Compares PostgreSQL with what the engine needs of it. */
public final class PostgresCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int OLDEST = 140_000;
  private static final String LOST = "definitions that were answered as stored could be lost";
  private static final String SETTINGS =
      "SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'server_encoding',"
          + " 'transaction_read_only', 'fsync', 'full_page_writes', 'synchronous_commit')";
  private static final String DATABASE = "SELECT current_database()";

  private final Pool pool;

  public PostgresCheck(Pool pool) {
    this.pool = pool;
  }

  /** Compares. What its client throws if it does not answer within 5 s is passed on. */
  public List<SettingProblem> run() {
    Map<String, String> settings = new HashMap<>();
    for (Row row : pool.query(SETTINGS).execute().await().atMost(LIMIT)) {
      settings.put(row.getString(0), row.getString(1));
    }
    Row database = pool.query(DATABASE).execute().await().atMost(LIMIT).iterator().next();
    return problems("PostgreSQL database " + database.getString(0), settings);
  }

  /** What is wrong with settings, by name. */
  static List<SettingProblem> problems(String where, Map<String, String> settings) {
    Comparison found = new Comparison(where, settings, new ArrayList<>());
    found.expect(
        "server_version_num",
        OLDEST + " or more",
        value -> value.matches("\\d{1,9}") && Integer.parseInt(value) >= OLDEST,
        "older ones are not tested",
        Weight.DEV_ONLY);
    found.expect(
        "server_encoding",
        "UTF8",
        "UTF8"::equals,
        "payloads could not be stored in another one",
        Weight.NOBODY);
    found.expect(
        "transaction_read_only",
        "off",
        "off"::equals,
        "that is a standby, or a read-only role: history could not be written",
        Weight.NOBODY);
    found.expect("fsync", "on", "on"::equals, LOST, Weight.DEV_ONLY);
    found.expect("full_page_writes", "on", "on"::equals, LOST, Weight.DEV_ONLY);
    found.expect("synchronous_commit", "on", value -> !value.equals("off"), LOST, Weight.DEV_ONLY);
    return List.copyOf(found.problems());
  }

  private record Comparison(
      String where, Map<String, String> settings, List<SettingProblem> problems) {

    void expect(String name, String wanted, Predicate<String> met, String why, Weight weight) {
      String value = settings.getOrDefault(name, "nothing");
      if (!met.test(value)) {
        problems.add(new SettingProblem(name, where, wanted, value, why, weight));
      }
    }
  }
}
