package io.passo.asl.path;

import static io.passo.asl.path.Scopes.node;
import static io.passo.asl.path.Scopes.on;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as they stand in a definition: parsing, arguments, nesting, failures. */
class IntrinsicCallTest {
  private static final String INPUT =
      """
      {"s": "a-b", "n": null, "one": 1, "f": 1.1, "t": "{}!", "l": [1, 2], "o": {"Arg1": 1, "Arg2": []},
       "a,b": "comma", "p": {"c)": "paren"}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          States.Array()                                          | []
          States.Array( 1 ,-2.5, 1e2, true,false , null, 'x' )    | [1, -2.5, 100.0, true, false, null, "x"]
          States.Array($.s, $$.State.Name, $v.a[0], $.l[*])       | ["a-b", "S", 10, [1, 2]]
          States.Array($['a,b'], $.p['c)'], $.l[?(@ > 1)])        | ["comma", "paren", [2]]
          States.Format('{} and {}', $.s, $.n)                    | "a-b and null"
          States.Format('{}{}{}', 1, $.f, true)                   | "11.1true"
          States.Format($.t, 'x')                                 | "x!"
          States.Format('{}', $.o)                                | "{Arg1=1, Arg2=[]}"
          States.Format('\\{\\} \\'{}\\' \\\\', $.one)            | "{} '1' \\\\"
          States.Format('no placeholder, $.s')                    | "no placeholder, $.s"
          States.StringToJson('{"a": "\\'"}')                     | {"a": "'"}
          States.ArrayGetItem(States.StringSplit($.s, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($.s, '-')), -1)) | "b"
          """)
  void shouldEvaluate(String call, String expected) {
    // given
    IntrinsicCall compiled = IntrinsicCall.compile(call).orThrow();

    // when
    Evaluation<JsonNode> result = compiled.evaluate(on(INPUT), "x.$");

    // then
    assertThat(result).isEqualTo(Evaluation.value(node(expected)));
  }

  @Test
  void shouldNameTheWholeCallWhenANestedPathSelectsNothing() {
    // given: observed with the service, error name included
    String call = "States.Format('{}', States.Format('{}', $.nope))";

    // when
    Evaluation<JsonNode> result =
        IntrinsicCall.compile(call).orThrow().evaluate(on("{\"other\":1}"), "v.$");

    // then
    assertThat(result)
        .isEqualTo(
            Evaluation.failed(
                "States.Runtime",
                "The function '"
                    + call
                    + "' had the following error: The JsonPath argument for the field '$.nope' could"
                    + " not be found in the input '{\"other\":1}'"));
  }

  @Test
  void shouldFailForAnIndexBeyondTheEndOfAnArray() {
    // when
    Evaluation<JsonNode> result =
        IntrinsicCall.compile("States.Format('{}', $.items[5])")
            .orThrow()
            .evaluate(on("{\"items\":[1,2]}"), "v.$");

    // then
    assertThat(((Evaluation.Failed<JsonNode>) result).error().name()).isEqualTo("States.Runtime");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Array('a\\nb')",
        "States.ArrayLength('no array')",
        "States.Format('{} {}', 1)",
        "States.Format('{}', 1, 2)"
      })
  void shouldFailAtRunTime(String call) {
    // when
    Evaluation<JsonNode> result = IntrinsicCall.compile(call).orThrow().evaluate(on("{}"), "v.$");

    // then
    assertThat(((Evaluation.Failed<JsonNode>) result).error())
        .satisfies(
            error -> {
              assertThat(error.name()).isEqualTo("States.IntrinsicFailure");
              assertThat(error.cause())
                  .startsWith("The function '" + call + "' had the following error: Expected ");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "States.Array",
        "States.Array(",
        "States.Array(1",
        "States.Array(1,)",
        "States.Array(1 2)",
        "States.Array('x)",
        "States.Array(\"x\")",
        "States.Array(x)",
        "States.Array(1))",
        "States.Array($.)",
        "States.Array(01)",
        "States.Nothing()",
        "Array(1)",
        "States.UUID(1)",
        "States.ArrayLength()",
        "States.JsonMerge($, $)"
      })
  void shouldRefuse(String call) {
    // when
    Compiled<IntrinsicCall> compiled = IntrinsicCall.compile(call);

    // then
    assertThat(((Compiled.Invalid<IntrinsicCall>) compiled).errors().getFirst().detail())
        .startsWith("Expected ");
  }

  @ParameterizedTest
  @CsvSource({"10, true", "11, false"})
  void shouldAllowTenCalls(int calls, boolean valid) {
    // given
    String call = "States.Array(".repeat(calls) + ")".repeat(calls);

    // when
    Compiled<IntrinsicCall> compiled = IntrinsicCall.compile(call);

    // then
    assertThat(compiled instanceof Compiled.Valid).isEqualTo(valid);
  }

  @Test
  void shouldListThePathsOfNestedCalls() {
    // given
    IntrinsicCall call =
        IntrinsicCall.compile("States.Array($.a, States.Array($$.b, States.Array($c)))").orThrow();

    // when
    var paths = call.paths();

    // then
    assertThat(paths).extracting(JsonPath::text).containsExactly("$.a", "$$.b", "$c");
  }
}
