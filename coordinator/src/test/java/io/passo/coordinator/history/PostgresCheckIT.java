package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.config.SettingProblem;
import org.junit.jupiter.api.Test;

/** The settings of a real PostgreSQL: that of the tests does not sync. */
class PostgresCheckIT {
  @Test
  void shouldNameWhatIsWrongAndWhere() throws Exception {
    try (RealPostgres postgres = new RealPostgres()) {
      // when
      var problems = new PostgresCheck(new io.vertx.mutiny.sqlclient.Pool(postgres.pool())).run();

      // then
      assertThat(problems)
          .extracting(SettingProblem::line)
          .allMatch(line -> line.contains(" of PostgreSQL database passo to be on but found off"));
      assertThat(problems)
          .extracting(SettingProblem::setting)
          .containsExactly("fsync", "full_page_writes");
    }
  }
}
