package io.passo.coordinator.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.Pace;
import io.passo.coordinator.api.MemoryTokenLeases;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One bucket of transitions, shared by several coordinators, that may owe. */
class OwedBucketTest {
  private static final Rate RATE = new Rate(10, 20);
  private static final Duration EACH = Duration.ofMillis(50);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final MemoryTokenLeases shared = new MemoryTokenLeases(() -> now);
  private final OwedBucket one = coordinator();
  private final OwedBucket other = coordinator();

  private OwedBucket coordinator() {
    return new OwedBucket("a:b", RATE, shared, () -> now.toEpochMilli() * 1_000_000);
  }

  @Test
  void shouldGiveWhatIsThereAndThenOneAfterTheOther() {
    assertThat(one.pace(now)).isEqualTo(new Pace(10, now.plus(EACH), EACH));
    one.charge(4);
    assertThat(one.pace(now)).isEqualTo(new Pace(6, now.plus(EACH), EACH));
    one.charge(6);
    assertThat(one.pace(now)).isEqualTo(new Pace(0, now.plus(EACH), EACH));
  }

  @Test
  void shouldMakeThoseWaitLongerWhoComeLater() {
    // given
    one.charge(30);

    // when
    Pace pace = one.pace(now);

    // then
    assertThat(pace).isEqualTo(new Pace(0, now.plusMillis(21 * 50), EACH));
    now = now.plusSeconds(1);
    assertThat(one.pace(now)).isEqualTo(new Pace(0, now.plus(EACH), EACH));
  }

  @Test
  void shouldHearWhatOthersHaveUsed() {
    // given
    one.charge(10);
    assertThat(other.pace(now).states()).isEqualTo(10);

    // when
    other.charge(1);

    // then
    assertThat(other.pace(now)).isEqualTo(new Pace(0, now.plusMillis(2 * 50), EACH));
  }

  @Test
  void shouldTakeBackWhatIsNotNeeded() {
    // given
    one.charge(30);

    // when
    other.charge(-25);

    // then
    assertThat(other.pace(now).states()).isEqualTo(5);
    one.charge(-5);
    assertThat(one.pace(now).states()).isEqualTo(10);
  }

  @Test
  void shouldGoOnAloneWhileNobodyAnswers() {
    // given
    shared.isAway(true);

    // when
    one.charge(10);

    // then
    assertThat(one.pace(now).states()).isZero();
    now = now.plusMillis(100);
    assertThat(one.pace(now).states()).isEqualTo(2);
  }
}
