package io.passo.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.config.SettingProblem;
import io.passo.coordinator.config.SettingProblem.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCheckTest {
  private static final String GOOD =
      """
      # Server
      redis_version:6.2.11
      # Memory
      maxmemory_policy:noeviction
      # Persistence
      aof_enabled:1
      # Replication
      role:master
      """
          .replace("\n", "\r\n");

  @Test
  void shouldFindNothingWrongWithAGoodServer() {
    assertThat(RedisCheck.problems(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "noeviction, allkeys-lru, NOBODY, maxmemory-policy",
    "6.2.11, 6.0.9, DEV_ONLY, redis_version",
    "6.2.11, 7.2.4, ,",
    "role:master, role:slave, DEV_ONLY, role",
    "aof_enabled:1, aof_enabled:0, ADVICE, appendonly"
  })
  void shouldWeighWhatIsWrong(String good, String bad, Weight weight, String setting) {
    // when
    var problems = RedisCheck.problems(GOOD.replace(good, bad));

    // then
    if (weight == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).extracting(SettingProblem::weight).containsExactly(weight);
      assertThat(problems).extracting(SettingProblem::setting).containsExactly(setting);
    }
  }

  @Test
  void shouldOnlyAdviseARedisThatDoesNotTellItsPolicy() {
    assertThat(RedisCheck.problems(GOOD.replace("maxmemory_policy:noeviction\r\n", "")))
        .extracting(SettingProblem::weight)
        .containsExactly(Weight.ADVICE);
  }
}
