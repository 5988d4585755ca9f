package io.passo.coordinator.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
  private static final String SECRET = "0123456789abcdef";

  @Test
  void shouldAcceptTheDefaultsOfTheDevProfile() {
    assertThatCode(() -> check(Map.of("passo.profile", "dev"))).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseToRunWithoutSecrets() {
    assertThatThrownBy(() -> check(Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("PASSO_SECRET to have at least 16 characters but found 0");
  }

  @Test
  void shouldRefuseAnotherAddressThanLoopback() {
    assertThatThrownBy(() -> check(Map.of("passo.profile", "dev", "passo.http-host", "0.0.0.0")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("PASSO_HTTP_HOST to be a loopback address but found '0.0.0.0'")
        .hasMessageContaining("no credentials are configured");
  }

  @Test
  void shouldAcceptAnotherAddressWhenSomethingElseAuthenticates() {
    Map<String, String> settings =
        Map.of(
            "passo.secret",
            SECRET,
            "passo.worker-secret",
            SECRET,
            "passo.http-host",
            "0.0.0.0",
            "passo.allow-unauthenticated",
            "true");
    assertThatCode(() -> check(settings)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAnAccountThatIsNoAccount() {
    assertThatThrownBy(() -> check(Map.of("passo.profile", "dev", "passo.account", "12")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("Expected PASSO_ACCOUNT to have 12 digits but found '12'");
  }

  @Test
  void shouldRefuseImpossibleNumbersOfPartitions() {
    assertThatThrownBy(() -> check(Map.of("passo.profile", "dev", "passo.partitions", "0")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("Expected PASSO_PARTITIONS between 1 and 1024 but found 0");
  }

  private static void check(Map<String, String> settings) {
    PassoConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(PassoConfig.class)
            .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 100))
            .build()
            .getConfigMapping(PassoConfig.class);
    SettingsCheck.check(config);
  }
}
