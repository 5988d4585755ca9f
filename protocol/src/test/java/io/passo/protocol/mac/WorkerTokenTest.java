package io.passo.protocol.mac;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTokenTest {
  private static final MacKey KEY = MacKey.ofSecret("a-worker-secret-of-32-characters");
  private static final long NOW = 1_764_187_200L;

  @Test
  void shouldAcceptWhatItMade() {
    String token = WorkerToken.of(KEY, "/passo/functions?pool=a", NOW);

    assertThat(WorkerToken.isValid(token, KEY, "/passo/functions?pool=a", NOW + 299)).isTrue();
  }

  @Test
  void shouldRefuseOtherTargetsKeysAndTimes() {
    String token = WorkerToken.of(KEY, "/a", NOW);

    assertThat(WorkerToken.isValid(token, KEY, "/b", NOW)).isFalse();
    assertThat(WorkerToken.isValid(token, KEY, "/a", NOW + 301)).isFalse();
    assertThat(WorkerToken.isValid(token, KEY, "/a", NOW - 301)).isFalse();
    assertThat(
            WorkerToken.isValid(
                token, MacKey.ofSecret("another-secret-of-32-characters."), "/a", NOW))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Passo", "Passo x y", "Passo 1764187200 zz", "Bearer 1764187200 00"})
  void shouldRefuseNonsense(String token) {
    assertThat(WorkerToken.isValid(token, KEY, "/a", NOW)).isFalse();
  }
}
