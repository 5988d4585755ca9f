package io.passo.asl.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void shouldTransformAValue() {
    // given
    Evaluation<Integer> two = Evaluation.value(2);

    // then
    assertThat(two.map(n -> n + 1)).isEqualTo(Evaluation.value(3));
    assertThat(two.flatMap(n -> Evaluation.value("n" + n))).isEqualTo(Evaluation.value("n2"));
    assertThat(two.flatMap(n -> Evaluation.failed("E", "c" + n)))
        .isEqualTo(new Evaluation.Failed<>(new StatesError("E", "c2")));
  }

  @Test
  void shouldKeepAFailure() {
    // given
    Evaluation<Integer> failed = Evaluation.failed("E", "cause");

    // then
    assertThat(failed.map(n -> n + 1)).isEqualTo(failed);
    assertThat(failed.flatMap(n -> Evaluation.value("never"))).isEqualTo(failed);
  }
}
