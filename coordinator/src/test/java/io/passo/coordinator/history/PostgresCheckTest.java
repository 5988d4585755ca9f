package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.config.SettingProblem;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresCheckTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "server_version_num", "170011",
          "server_encoding", "UTF8",
          "transaction_read_only", "off",
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "remote_apply");

  @Test
  void shouldFindNothingWrongWithAGoodServer() {
    assertThat(PostgresCheck.problems("PostgreSQL", GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "server_version_num, 130010",
    "server_encoding, SQL_ASCII",
    "transaction_read_only, on",
    "fsync, off",
    "full_page_writes, off",
    "synchronous_commit, off"
  })
  void shouldNameTheSettingThatIsWrong(String setting, String value) {
    // given
    Map<String, String> settings = new HashMap<>(GOOD);
    settings.put(setting, value);

    // when, then
    assertThat(PostgresCheck.problems("PostgreSQL", settings))
        .singleElement()
        .extracting(SettingProblem::line)
        .asString()
        .startsWith("Expected " + setting + " of PostgreSQL to be ")
        .contains(" but found " + value + ": ");
  }
}
