package io.passo.coordinator.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.boot.ClockWatch.Verdict;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {
  private long host = 1_700_000_000_000L;
  private long nanos = 5_000_000_000L;
  private final SystemClock clock = new SystemClock(() -> host, () -> nanos);

  private void pass(long millis) {
    host += millis;
    nanos += millis * 1_000_000;
  }

  @ParameterizedTest
  @CsvSource({
    "3600000,3600100,3600000",
    "-3600000,-3599900,-3599900",
    "-5,7,0",
    "3600000,-3600000,0",
    "0,3600000,0",
  })
  void shouldBeOffAsFarAsFromTheNearerOfTwoClocks(long one, long two, long off) {
    assertThat(ClockWatch.against(OptionalLong.of(one), OptionalLong.of(two))).hasValue(off);
  }

  @Test
  void shouldNotBlameAClockOfTwo() {
    assertThat(ClockWatch.against(OptionalLong.of(3_600_000), OptionalLong.empty())).isEmpty();
    assertThat(ClockWatch.against(OptionalLong.empty(), OptionalLong.of(3_600_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,RIGHT", "-2000,RIGHT", "2001,OFF", "-60000,OFF", "60001,WRONG", "-60001,WRONG"})
  void shouldBearSecondsOnly(long off, Verdict verdict) {
    assertThat(ClockWatch.judge(off)).isEqualTo(verdict);
  }

  @Test
  void shouldLetTimeGoOnOverAJumpUntilItIsBelieved() {
    // given
    long before = clock.wallMillis();

    // when
    pass(500);
    host += 3_600_000;

    // then
    assertThat(clock.wallMillis()).isEqualTo(before + 500);
    assertThat(clock.hostMillis()).isEqualTo(before + 3_600_500);
    assertThat(clock.hasJumped()).isTrue();
    clock.believe();
    assertThat(clock.hasJumped()).isFalse();
    assertThat(clock.wallMillis()).isEqualTo(before + 3_600_500);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "3600000,false", "-3000,false", "-3001,true", "-3600000,true"})
  void shouldTellThatTheClockWentBack(long jump, boolean back) {
    // when
    host += jump;

    // then
    assertThat(clock.hasGoneBack()).isEqualTo(back);
  }

  @Test
  void shouldTellThatTheClockWentBackFromATimeThatWasNeverBelieved() {
    // given
    host += 3_600_000;
    assertThat(clock.hasGoneBack()).isFalse();

    // when
    host -= 3_600_000;

    // then
    assertThat(clock.hasJumped()).isFalse();
    assertThat(clock.hasGoneBack()).isTrue();
    assertThat(clock.hasGoneBack()).isFalse();
  }

  @Test
  void shouldFollowAClockThatIsCorrectedLittleByLittle() {
    // when
    pass(1_000);
    host -= 300;

    // then
    assertThat(clock.wallMillis()).isEqualTo(host);
    assertThat(clock.hasJumped()).isFalse();
  }
}
