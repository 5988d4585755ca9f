package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.TestQuotas;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account has at most so many executions open. */
class OpenExecutionsTest {
  private static final String LIMIT =
      "ExecutionLimitExceeded: The maximum number of running executions has been reached. Running executions must end or be stopped before a new execution can be started.";
  private static final int MOST = 2;

  private final Service service = new Service(new TestQuotas(9, 9, 9, 9, 9, MOST));
  private String machine = "";

  @BeforeEach
  void fill() {
    machine = service.machine("there");
    service.execution(machine, "one");
    service.execution(machine, "two");
    service.clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void shouldRefuseAStartWithoutRoom() {
    assertThat(start().error()).isEqualTo(LIMIT);
  }

  @Test
  void shouldStartAgainOnceOneHasEnded() {
    // given
    start();
    service.call("StopExecution", json("{'executionArn':'%s'}", execution("one")));

    // when
    service.clock.advance(Duration.ofSeconds(1));

    // then
    assertThat(start().status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseARedriveWithoutRoom() {
    // given
    service.call("StopExecution", json("{'executionArn':'%s'}", execution("one")));
    service.clock.advance(Duration.ofSeconds(1));
    start();
    service.clock.advance(Duration.ofSeconds(1));

    // when
    Service.Result refused =
        service.call("RedriveExecution", json("{'executionArn':'%s'}", execution("one")));

    // then
    assertThat(refused.error()).isEqualTo(LIMIT);
  }

  private Service.Result start() {
    return service.call("StartExecution", json("{'stateMachineArn':'%s'}", machine));
  }

  private String execution(String name) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + name;
  }
}
