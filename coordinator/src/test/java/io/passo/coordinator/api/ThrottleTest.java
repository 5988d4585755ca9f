package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.config.InvalidSettingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token buckets of accounts and actions. */
class ThrottleTest {
  private static final String CREATE = json("{'name':'work'}");

  private final Service service =
      new Service(
          new Service.TestQuotas(100, 100, 3, 3, 1000),
          TestSettings.throttle("CreateActivity=3/2"));

  @Test
  void shouldAnswerThrottlingWhenTheBucketIsEmpty() {
    // given
    for (int n = 0; n < 3; n++) {
      assertThat(service.call("CreateActivity", CREATE).status()).isEqualTo(200);
    }

    // when
    var refused = service.call("CreateActivity", CREATE);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("__type")).isEqualTo("ThrottlingException");
    assertThat(refused.text("message")).isEqualTo("Rate exceeded");
  }

  @Test
  void shouldFillTheBucketAgain() {
    // given
    for (int n = 0; n < 4; n++) {
      service.call("CreateActivity", CREATE);
    }

    // when
    service.clock.advance(Duration.ofMillis(500));

    // then
    assertThat(service.call("CreateActivity", CREATE).status()).isEqualTo(200);
    assertThat(service.call("CreateActivity", CREATE).status()).isEqualTo(400);
  }

  @Test
  void shouldKeepAccountsAndActionsApart() {
    // given
    for (int n = 0; n < 4; n++) {
      service.call("CreateActivity", CREATE);
    }

    // when / then
    assertThat(service.call("ListActivities", "{}").status()).isEqualTo(200);
    assertThat(service.as("111111111111").call("CreateActivity", CREATE).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CreateActivity", "CreateActivity=1", "CreateActivity=0/1", "A=1/1;B=1/1"})
  void shouldRefuseRatesThatAreNone(String rates) {
    assertThatThrownBy(
            () -> new Service(new Service.TestQuotas(1, 1, 1, 1, 1), TestSettings.throttle(rates)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("Expected ");
  }
}
