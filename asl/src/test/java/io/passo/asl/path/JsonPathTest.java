package io.passo.asl.path;

import static io.passo.asl.path.Scopes.json;
import static io.passo.asl.path.Scopes.node;
import static io.passo.asl.path.Scopes.on;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
  private static final String INPUT =
      """
      {"a": {"b": [1, {"c": "x"}], "d-e": true, "null": null}, "wei\\u00df": 2, "sp ace": 3,
       "items": [{"p": 5, "n": "five"}, {"p": 10, "n": "ten"}, {"n": "none"}], "": 4}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.a.b[0]                 | 1
          $.a.b[1].c               | "x"
          $.a.b[-1].c              | "x"
          $['a']['b'][0]           | 1
          $["a"].b[0]              | 1
          $.a.d-e                  | true
          $.a.null                 | null
          $.weiß                   | 2
          $['sp ace']              | 3
          $['']                    | 4
          $.items[*].p             | [5, 10]
          $..c                     | ["x"]
          $.items[0,1].n           | ["five", "ten"]
          $.items[1:].n            | ["ten", "none"]
          $.items[-1:].n           | ["none"]
          $.items[?(@.p > 5)].n    | ["ten"]
          $.items[?(@.n == 'five')]| [{"p": 5, "n": "five"}]
          $.items[?(!(@.p))].n     | ["none"]
          $.items.length()         | 3
          $$.Execution.Input       | {"n": 1}
          $$.State.RetryCount      | 0
          $v.a[1]                  | 20
          $v.nothing               | null
          $v                       | {"a": [10, 20], "nothing": null}
          """)
  void shouldSelect(String path, String expected) {
    // given
    JsonPath compiled = JsonPath.compile(path).orThrow();

    // when
    Evaluation<JsonNode> result = compiled.select(on(INPUT));

    // then
    assertThat(result).isEqualTo(Evaluation.value(node(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$[*]", "$.no[*]", "$.no.items[1:5]", "$.no[:1].x", "$..no", "$.a[?(@.x == 1)].y"})
  void shouldSelectNoNodesWhenAnIndefinitePathMeetsMissingOnes(String path) {
    // when
    Evaluation<JsonNode> result = JsonPath.compile(path).orThrow().evaluate(on("{}"), "item.$");

    // then
    assertThat(result).isEqualTo(Evaluation.value(node("[]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.no.such.result.path | Missing property in path $['no']
          $.no                  | No results for path: $['no']
          $.a.no                | No results for path: $['a']['no']
          $.items[7]            | No results for path: $['items'][7]
          """)
  void shouldNameWhatIsMissingForFieldsThatLetDataThrough(String path, String reason) {
    // when
    Evaluation<JsonNode> result = JsonPath.compile(path).orThrow().select(on(INPUT));

    // then
    assertThat(result)
        .isEqualTo(Evaluation.failed("States.Runtime", "Invalid path '" + path + "' : " + reason));
  }

  @Test
  void shouldQuoteTheInputAsGivenForFieldsOfTemplates() {
    // given
    JsonPath path = JsonPath.compile("$.x").orThrow();

    // when
    Evaluation<JsonNode> result = path.evaluate(on("{\"y\": 1.0 }"), "value.$");

    // then
    assertThat(result)
        .isEqualTo(
            Evaluation.failed(
                "States.ParameterPathFailure",
                "The JSONPath '$.x' specified for the field 'value.$' could not be found in the"
                    + " input '{\"y\": 1.0 }'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.list[5]", "$.list[-4]"})
  void shouldGiveNullBeyondTheEndOfAnArrayInTemplatesAsAwsDoes(String path) {
    // when
    Evaluation<JsonNode> result =
        JsonPath.compile(path).orThrow().evaluate(on("{\"list\": [1, 2]}"), "v.$");

    // then
    assertThat(result).isEqualTo(Evaluation.value(node("null")));
  }

  @Test
  void shouldFindNothingBehindAnUnassignedVariable() {
    // given
    JsonPath path = JsonPath.compile("$unknown.a").orThrow();

    // when
    JsonNode found = path.find(on("{}"));

    // then
    assertThat(found).isNull();
    assertThat(path.variable()).contains("unknown");
    assertThat(path.select(on("{}"))).isInstanceOf(Evaluation.Failed.class);
  }

  @Test
  void shouldKeepBackslashesThatEscapeNothingInBrackets() {
    // given: observed with the service
    JsonPath path = JsonPath.compile("$['Test\\\"\"Name\"']").orThrow();

    // when
    JsonNode found = path.find(node("{\"Test\\\\\\\"\\\"Name\\\"\": 1}"));

    // then
    assertThat(found).isEqualTo(node("1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $['it\\'s']  | it's
          $['a\\\\b']  | a\\b
          $['a.b']     | a.b
          $['a]b']     | a]b
          $["a'b"]     | a'b
          """)
  void shouldReadNamesInBrackets(String path, String name) {
    // given
    JsonNode root = Json.object().put(name, 1);

    // when
    JsonNode found = JsonPath.compile(path).orThrow().find(root);

    // then
    assertThat(found).isEqualTo(node("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "States.UUID()",
        "$.",
        "$.a.",
        "$.a[",
        "$.a['b",
        "$.a[?(@.b",
        "$-",
        " $.a"
      })
  void shouldRefuseWhatIsNoPath(String text) {
    // when
    Compiled<JsonPath> compiled = JsonPath.compile(text);

    // then
    assertThat(compiled).isInstanceOf(Compiled.Invalid.class);
    assertThat(((Compiled.Invalid<JsonPath>) compiled).errors().getFirst())
        .satisfies(
            error -> {
              assertThat(error.message()).isEqualTo("Value must be a valid JSONPath.");
              assertThat(error.detail()).contains("'" + text + "'");
              assertThat(error.location()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "$.a.b, true",
    "$['a'][0], true",
    "$$.Execution.Id, true",
    "$.a[*], false",
    "$..a, false",
    "$.a[0:1], false",
    "'$.a[0,1]', false",
    "$.a[?(@.b)], false"
  })
  void shouldTellReferencePathsApart(String path, boolean isReference) {
    // when
    JsonPath compiled = JsonPath.compile(path).orThrow();

    // then
    assertThat(compiled.isReference()).isEqualTo(isReference);
  }

  @Test
  void shouldNotBuildTheContextObjectNorParseTheInputForNothing() {
    // given
    Scope scope =
        new Scope(
            json("{\"a\": 1}"),
            () -> {
              throw new AssertionError("Expected nobody to ask for the context object");
            },
            Variables.NONE,
            new Entropy(1));

    // when
    Evaluation<JsonNode> result = JsonPath.compile("$.a").orThrow().select(scope);

    // then
    assertThat(result).isEqualTo(Evaluation.value(node("1")));
  }

  @Test
  void shouldShareTheNodesItFinds() {
    // given
    JsonNode root = node(INPUT);

    // when
    JsonNode found = JsonPath.compile("$.a.b").orThrow().find(root);

    // then
    assertThat(found).isSameAs(root.get("a").get("b"));
  }
}
