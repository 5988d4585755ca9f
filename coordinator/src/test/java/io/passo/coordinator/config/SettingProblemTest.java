package io.passo.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.config.PassoConfig.Profile;
import io.passo.coordinator.config.SettingProblem.Weight;
import org.junit.jupiter.api.Test;

class SettingProblemTest {
  private static SettingProblem problem(Weight weight) {
    return new SettingProblem("fsync", "PostgreSQL", "on", "off", "data could be lost", weight);
  }

  @Test
  void shouldSayWhatWasExpectedFoundAndWhere() {
    assertThat(problem(Weight.ADVICE).line())
        .isEqualTo("Expected fsync of PostgreSQL to be on but found off: data could be lost");
  }

  @Test
  void shouldBeRefusedByItsWeight() {
    assertThat(problem(Weight.ADVICE).isRefused(Profile.STRICT)).isFalse();
    assertThat(problem(Weight.DEV_ONLY).isRefused(Profile.STRICT)).isTrue();
    assertThat(problem(Weight.DEV_ONLY).isRefused(Profile.DEV)).isFalse();
    assertThat(problem(Weight.NOBODY).isRefused(Profile.DEV)).isTrue();
  }
}
