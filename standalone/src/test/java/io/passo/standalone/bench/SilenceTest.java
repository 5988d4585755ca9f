package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final long SECOND = 1_000_000_000;

  private final Silence silence = new Silence();

  @Test
  void shouldBeTheLongestOfAnyPartition() {
    // when
    silence.begin();
    silence.broken(0, SECOND);
    silence.broken(1, 2 * SECOND);
    silence.broken(0, 3 * SECOND);
    silence.broken(1, 7 * SECOND);
    silence.broken(0, 4 * SECOND);

    // then
    assertThat(silence.longestSeconds()).isEqualTo(5);
  }

  @Test
  void shouldNotCountBeforeTheBeginOrAfterTheEnd() {
    // when
    silence.broken(0, SECOND);
    silence.broken(0, 11 * SECOND);
    silence.begin();
    silence.broken(0, 12 * SECOND);
    silence.end();
    silence.broken(0, 60 * SECOND);

    // then
    assertThat(silence.longestSeconds()).isEqualTo(1);
  }
}
