package io.passo.asl.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypeTest {
  @Test
  void shouldHaveSixtyTwoTypesWithCodesOfTheirOwn() {
    // when
    EventType[] types = EventType.values();

    // then
    assertThat(types).hasSize(62);
    assertThat(Arrays.stream(types).map(EventType::code)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "EXECUTION_STARTED, 1, ExecutionStarted",
    "PASS_STATE_ENTERED, 7, PassStateEntered",
    "TASK_STATE_EXITED, 16, TaskStateExited",
    "LAMBDA_FUNCTION_TIMED_OUT, 38, LambdaFunctionTimedOut",
    "EVALUATION_FAILED, 62, EvaluationFailed"
  })
  void shouldKeepCodesAndNames(EventType type, int code, String wireName) {
    // then
    assertThat(type.code()).isEqualTo(code);
    assertThat(type.wireName()).isEqualTo(wireName);
  }
}
