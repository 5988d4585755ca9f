package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.config.InvalidSettingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void shouldKeepRegionsApart() {
    // given
    for (int n = 0; n < 4; n++) {
      service.call("CreateActivity", CREATE);
    }

    // when / then
    assertThat(service.in("eu-west-1").call("CreateActivity", CREATE).status()).isEqualTo(200);
    assertThat(service.in("us-east-1").call("CreateActivity", CREATE).status()).isEqualTo(400);
  }

  @Test
  void shouldStartExpressExecutionsFromABucketOfTheirOwn() {
    // given
    Service own =
        new Service(
            new Service.TestQuotas(100, 100, 3, 3, 1000),
            TestSettings.throttle("StartExecution=2/1,StartExecutionExpress=3/1"));
    String standard = json("{'stateMachineArn':'%s'}", own.machine("standard"));
    String express = json("{'stateMachineArn':'%s'}", own.express("express", Service.PASS));
    String unknown =
        json("{'stateMachineArn':'arn:aws:states:us-east-1:%s:stateMachine:x'}", Service.ACCOUNT);

    // when / then
    assertThat(accepted(own, standard)).isEqualTo(2);
    assertThat(accepted(own, express)).isEqualTo(3);
    assertThat(own.call("StartExecution", unknown).text("__type")).isEqualTo("ThrottlingException");
    assertThat(own.call("StartSyncExecution", express).status()).isEqualTo(200);
  }

  private static int accepted(Service service, String start) {
    int accepted = 0;
    for (int n = 0; n < 10; n++) {
      accepted += service.call("StartExecution", start).status() == 200 ? 1 : 0;
    }
    return accepted;
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,200", "eu-west-1,200", "eu-central-1,100", "us-gov-west-1,100"})
  void shouldGiveLargeRegionsMore(String region, int calls) {
    // given
    Service aws =
        new Service(new Service.TestQuotas(100, 100, 3, 3, 1000), TestSettings.awsThrottle());
    String request = json("{'stateMachineArn':'%s'}", aws.machine("listed"));
    aws.in(region);

    // when
    int admitted = 0;
    for (int n = 0; n < 300; n++) {
      Service.Result answer = aws.call("ListExecutions", request);
      boolean isThrottled =
          answer.status() != 200 && answer.text("__type").equals("ThrottlingException");
      admitted += isThrottled ? 0 : 1;
    }

    // then
    assertThat(admitted).isEqualTo(calls);
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
