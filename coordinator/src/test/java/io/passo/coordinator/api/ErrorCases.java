package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PASS;
import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.escaped;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Action × violated constraint → type and text; the cases are in the subclasses. The state machine
 * {@code there}, its version 1, its alias {@code live}, its execution {@code run} and the activity
 * {@code work} exist.
 */
abstract class ErrorCases {
  static final String THERE = PREFIX + "stateMachine:there";
  static final String RUN = PREFIX + "execution:there:run";
  static final String DEFINITION = escaped(PASS);
  static final String LONG_ARN = PREFIX + "stateMachine:" + "x".repeat(300);
  static final String BIG = "x".repeat(262_145);

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("cases")
  void shouldAnswerWithTheServicesErrors(String action, String request, String expected) {
    // given
    Service service = new Service();
    service.machine("there");
    service.alias("live", service.publish(THERE));
    service.execution(THERE, "run");
    service.activity("work");

    // when
    Service.Result result = service.call(action, request);

    // then
    assertThat(result.error()).isEqualTo(expected);
    assertThat(result.status()).isEqualTo(status(expected));
  }

  private static int status(String expected) {
    return switch (expected.substring(0, expected.indexOf(':'))) {
      case "ConflictException" -> 409;
      case "ServiceQuotaExceededException" -> 402;
      default -> 400;
    };
  }

  static String missing(String name) {
    return "Value null at '" + name + "' failed to satisfy constraint: Member must not be null";
  }

  static Arguments of(String action, String request, String expected) {
    return Arguments.of(action, request, expected);
  }
}
