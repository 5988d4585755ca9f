package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that the service adds to JSONata (asl.md §3), and those it takes away. */
class AddedFunctionsTest {
  private static final JsonataScope SCOPE = Expressions.scope("{\"a\":[1]}", Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$partition([1,2,3,4,5], 2) | [[1,2],[3,4],[5]]",
        "$partition([1,2,3], 1.9) | [[1],[2],[3]]",
        "$partition([], 2) | []",
        "$range(1, 9, 2) | [1,3,5,7,9]",
        "$range(9, 1, -4) | [9,5,1]",
        "$range(1, 9, 9) | 1",
        "$range(1.9, 3.9, 1.9) | [1,2,3]",
        "$hash('input', 'SHA-1') | \"140f86aae51ab9e1cda9b4254fe98a74eb54c1a1\"",
        "$parse('{\"a\":[1,null]}') | {\"a\":[1,null]}",
        "$parse('-0') | 0",
        "$random(7) = $random(7) | true",
        "$random() >= 0 and $random() < 1 | true",
        "$random() = $random() | false",
        "$length($uuid()) | 36",
        "$substring($uuid(), 14, 1) | \"4\"",
        "$now() | \"2026-01-01T00:00:00.000Z\"",
        "$millis() | 1767225600000",
        "$count($shuffle([1,2,3])) | 3",
        "$map(['a','b'], $uppercase) | [\"A\",\"B\"]",
        "$states.context.State.Name | \"S\"",
        "$keys($states) | [\"input\",\"context\"]",
      })
  void shouldGive(String expression, String expected) {
    assertThat(Expressions.evaluate(expression, SCOPE))
        .isEqualTo(new Evaluation.Value<>(Expressions.json(expected).node()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$partition([1], 0) | threw an error during evaluation: Expected the size of partitions to be positive but was 0",
        "$range(1, 2, 0) | threw an error during evaluation: Expected the step of a range not to be 0",
        "$eval('1') | threw an error during evaluation. T1006: Attempted to invoke a non-function",
        "$parse('{') | threw an error during evaluation: Expected JSON text but found: Unexpected end-of-input: expected close marker for Object (start marker at [line: 1, column: 1])",
        "$sum | returned an unsupported result type.",
        "[/a/] | returned an unsupported result type.",
        "$nothing | returned nothing (undefined).",
        "$ | returned nothing (undefined).",
        "a.b | returned nothing (undefined).",
      })
  void shouldFail(String expression, String expected) {
    assertThat(Expressions.failure(expression, Expressions.evaluate(expression, SCOPE)))
        .isEqualTo(expected);
  }

  @Test
  void shouldGiveTheSameAgainForTheSameEntropy() {
    // given
    String expression = "[$random(), $uuid(), $shuffle([1..9])]";

    // when
    var first = Expressions.evaluate(expression, Expressions.scope("{}", Map.of()));
    var second = Expressions.evaluate(expression, Expressions.scope("{}", Map.of()));

    // then
    assertThat(first).isEqualTo(second);
  }

  @Test
  void shouldNotChangeTheInput() {
    // given
    JsonataScope scope = Expressions.scope("{\"e\":[],\"o\":{\"a\":1}}", Map.of());

    // when
    Expressions.evaluate("[$states.input.e{'k': 1}, $states.input.o ~> |$|{'b': 2}|]", scope);

    // then
    JsonNode input = scope.input().node();
    assertThat(input).isEqualTo(Expressions.json("{\"e\":[],\"o\":{\"a\":1}}").node());
  }
}
