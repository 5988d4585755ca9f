package io.passo.coordinator.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.config.InvalidSettingException;
import io.passo.coordinator.config.PassoConfig.Profile;
import io.passo.coordinator.config.SettingProblem;
import io.passo.coordinator.config.SettingProblem.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingProblemsTest {
  private static final SettingProblem FSYNC = problem("fsync", Weight.DEV_ONLY);
  private static final SettingProblem ROLE = problem("role", Weight.DEV_ONLY);

  private static SettingProblem problem(String setting, Weight weight) {
    return new SettingProblem(setting, "a server", "a", "b", "it breaks", weight);
  }

  @Test
  void shouldRefuseWithTheLineOfTheOnlyProblem() {
    assertThatThrownBy(() -> SettingProblems.settle(Profile.STRICT, List.of(FSYNC)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("Expected fsync of a server to be a but found b: it breaks");
  }

  @Test
  void shouldNameAllThatIsRefused() {
    // given
    List<SettingProblem> problems = List.of(FSYNC, problem("advice", Weight.ADVICE), ROLE);

    // when, then
    assertThatThrownBy(() -> SettingProblems.settle(Profile.STRICT, problems))
        .hasMessageEndingWith("but found fsync of a server, role of a server");
  }

  @Test
  void shouldOnlyWarnInTheDevProfile() {
    assertThatCode(() -> SettingProblems.settle(Profile.DEV, List.of(FSYNC, ROLE)))
        .doesNotThrowAnyException();
  }
}
