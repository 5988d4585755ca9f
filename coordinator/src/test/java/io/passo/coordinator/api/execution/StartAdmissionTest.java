package io.passo.coordinator.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.api.ApiException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartAdmissionTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
  private final AtomicInteger refused = new AtomicInteger();
  private final StartAdmission admission = admission(10, 3);

  private StartAdmission admission(long perSecond, long burst) {
    return new StartAdmission(perSecond, burst, nanos::get, refused::incrementAndGet);
  }

  private int admitted(StartAdmission by, String account, int attempts) {
    int before = refused.get();
    for (int i = 0; i < attempts; i++) {
      try {
        by.require(account);
      } catch (ApiException e) {
        assertThat(e.type()).isEqualTo("ThrottlingException");
      }
    }
    return attempts - (refused.get() - before);
  }

  @Test
  void shouldAdmitABurstOfEachAccount() {
    assertThat(admitted(admission, "one", 20)).isEqualTo(3);
    assertThat(admitted(admission, "two", 20)).isEqualTo(3);
  }

  @Test
  void shouldAdmitAtTheRateAfterwards() {
    // given
    admitted(admission, "one", 20);

    // when
    nanos.addAndGet(SECOND / 5);

    // then
    assertThat(admitted(admission, "one", 20)).isEqualTo(2);
  }

  @Test
  void shouldSaveNoMoreThanABurst() {
    // given
    admitted(admission, "one", 20);

    // when
    nanos.addAndGet(3_600 * SECOND);

    // then
    assertThat(admitted(admission, "one", 20)).isEqualTo(3);
  }

  @Test
  void shouldAdmitAnyNumberWithoutARate() {
    assertThat(admitted(admission(0, 1), "one", 10_000)).isEqualTo(10_000);
  }

  @Test
  void shouldAdmitNothingWhileClosed() {
    // given
    StartAdmission unlimited = admission(0, 1);

    // when, then
    assertThat(unlimited.close(Optional.of("full"))).isTrue();
    assertThat(unlimited.close(Optional.of("still full"))).isFalse();
    assertThat(admitted(unlimited, "one", 5)).isZero();
    assertThat(unlimited.close(Optional.empty())).isTrue();
    assertThat(admitted(unlimited, "one", 5)).isEqualTo(5);
  }

  @Test
  void shouldNotHoldABucketForEachAccountThereEverWas() {
    // given
    for (int i = 0; i < 30_000; i++) {
      admitted(admission, "account-" + i, 1);
      nanos.addAndGet(SECOND / 1_000);
    }

    // when, then
    assertThat(admission.buckets()).isLessThan(11_000);
  }

  @Test
  void shouldRefuseSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> admission(-1, 1)).hasMessageContaining("rate >= 0");
    assertThatThrownBy(() -> admission(1, 0)).hasMessageContaining("burst >= 1");
  }
}
