package io.passo.asl.path;

import static io.passo.asl.path.Scopes.json;
import static io.passo.asl.path.Scopes.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $             | {"a": 1}           | "R"
          $.a           | {}                 | {"a": "R"}
          $.a           | {"a": 1, "b": 2}   | {"a": "R", "b": 2}
          $.a.b.c       | {"x": 1}           | {"x": 1, "a": {"b": {"c": "R"}}}
          $.a.b         | {"a": {"c": 1}}    | {"a": {"c": 1, "b": "R"}}
          $['a b']['.'] | {}                 | {"a b": {".": "R"}}
          $.a[1]        | {"a": [1, 2, 3]}   | {"a": [1, "R", 3]}
          $.a[0].b      | {"a": [{"c": 1}]}  | {"a": [{"c": 1, "b": "R"}]}
          $[0]          | [1, 2]             | ["R", 2]
          """)
  void shouldInsert(String path, String input, String expected) {
    // when
    Evaluation<JsonNode> result =
        ReferencePath.compile(path).orThrow().insert(json(input), node("\"R\""));

    // then
    assertThat(result).isEqualTo(Evaluation.value(node(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.a    | "text"
          $.a    | [1]
          $.a    | null
          $.a.b  | {"a": 1}
          $.a[0] | {}
          $.a[0] | {"a": {}}
          $.a[2] | {"a": [1, 2]}
          $.a[-3]| {"a": [1, 2]}
          """)
  void shouldFailWhereTheInputHasSomethingElse(String path, String input) {
    // when
    Evaluation<JsonNode> result =
        ReferencePath.compile(path).orThrow().insert(json(input), node("1"));

    // then
    assertThat(result)
        .isEqualTo(
            Evaluation.failed(
                "States.ResultPathMatchFailure",
                "Unable to apply ReferencePath " + path + " to input " + input));
  }

  @Test
  void shouldLeaveTheInputAndShareTheRest() {
    // given
    Json input = json("{\"a\": {\"b\": 1}, \"big\": {\"x\": [1]}}");

    // when
    Evaluation<JsonNode> result = ReferencePath.compile("$.a.b").orThrow().insert(input, node("2"));

    // then
    assertThat(input.node()).isEqualTo(node("{\"a\": {\"b\": 1}, \"big\": {\"x\": [1]}}"));
    JsonNode inserted = ((Evaluation.Value<JsonNode>) result).value();
    assertThat(inserted.get("big")).isSameAs(input.node().get("big"));
  }

  @Test
  void shouldKeepTheOrderOfMembers() {
    // when
    Evaluation<JsonNode> result =
        ReferencePath.compile("$.a").orThrow().insert(json("{\"z\":1,\"a\":2,\"m\":3}"), node("9"));

    // then
    assertThat(((Evaluation.Value<JsonNode>) result).value())
        .hasToString("{\"z\":1,\"a\":9,\"m\":3}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$$.a",
        "$v.a",
        "$.a[*]",
        "$..a",
        "$.a[0:1]",
        "$.a[?(@.b)]",
        "$.a[0,1]",
        "$.a.",
        "$.a b"
      })
  void shouldRefuseWhatMayNameSeveralNodesOrIsNotOnTheInput(String text) {
    // when
    Compiled<ReferencePath> compiled = ReferencePath.compile(text);

    // then
    assertThat(compiled).isInstanceOf(Compiled.Invalid.class);
    assertThat(((Compiled.Invalid<ReferencePath>) compiled).errors().getFirst().message())
        .isEqualTo("Value is not a Reference Path");
  }

  @Test
  void shouldSayThatAReferencePathStartsWithADollar() {
    // when
    Compiled<ReferencePath> compiled = ReferencePath.compile("a.b");

    // then
    assertThat(((Compiled.Invalid<ReferencePath>) compiled).errors().getFirst().message())
        .isEqualTo("Value is not a Reference Path: Reference path didn't start with '$'");
  }

  @Test
  void shouldBoundTheDepthOfAPath() {
    // when
    Compiled<ReferencePath> compiled = ReferencePath.compile("$" + ".a".repeat(201));

    // then
    assertThat(compiled).isInstanceOf(Compiled.Invalid.class);
    assertThat(ReferencePath.compile("$" + ".a".repeat(200))).isInstanceOf(Compiled.Valid.class);
  }
}
