package io.passo.asl.path;

import static io.passo.asl.path.Scopes.json;
import static io.passo.asl.path.Scopes.node;
import static io.passo.asl.path.Scopes.on;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"x.$": "$.a"}                            | {"x": 1}
          {"x.$": "$"}                              | {"x": {"a": 1, "l": [1, 2]}}
          {"x": {"y": {"z.$": "$.l[1]"}}}           | {"x": {"y": {"z": 2}}}
          {"x": [{"y.$": "$.a"}, [{"z.$": "$.a"}]]} | {"x": [{"y": 1}, [{"z": 1}]]}
          {"x": "$.a", "y": ["$.a"]}                | {"x": "$.a", "y": ["$.a"]}
          {"x.$": "$$.State.Name", "c": 1}          | {"x": "S", "c": 1}
          {"x.$": "$v.a"}                           | {"x": [10, 20]}
          {"x.$": "States.Array($.a, $v.a[0])"}     | {"x": [1, 10]}
          {"x.$": "$.l[?(@ > 1)]"}                  | {"x": [2]}
          {".$": "$.a"}                             | {"": 1}
          {"a.$.b": "$.a", "$": "$.a"}              | {"a.$.b": "$.a", "$": "$.a"}
          {}                                        | {}
          """)
  void shouldFill(String template, String expected) {
    // given
    PayloadTemplate compiled = PayloadTemplate.compile(node(template)).orThrow();

    // when
    Evaluation<Json> result = compiled.evaluate(on("{\"a\": 1, \"l\": [1, 2]}"));

    // then
    assertThat(result).isEqualTo(Evaluation.value(json(expected)));
  }

  @Test
  void shouldKeepTheOrderOfKeys() {
    // given
    PayloadTemplate template =
        PayloadTemplate.compile(node("{\"z\":1,\"a.$\":\"$.a\",\"m\":2}")).orThrow();

    // when
    Evaluation<Json> result = template.evaluate(on("{\"a\":0}"));

    // then
    assertThat(((Evaluation.Value<Json>) result).value().text())
        .isEqualTo("{\"z\":1,\"a\":0,\"m\":2}");
  }

  @Test
  void shouldFailWithTheFirstPathThatSelectsNothing() {
    // given
    PayloadTemplate template =
        PayloadTemplate.compile(node("{\"p\": {\"y.$\": \"$.no\"}, \"z.$\": \"$.neither\"}"))
            .orThrow();

    // when
    Evaluation<Json> result = template.evaluate(on("{\"a\":1}"));

    // then
    assertThat(result)
        .isEqualTo(
            Evaluation.failed(
                "States.ParameterPathFailure",
                "The JSONPath '$.no' specified for the field 'y.$' could not be found in the input"
                    + " '{\"a\":1}'"));
  }

  @Test
  void shouldGiveTheSameValueEachTimeWhenNothingIsEvaluated() {
    // given
    PayloadTemplate template = PayloadTemplate.compile(node("{\"a\": [1, {\"b\": 2}]}")).orThrow();

    // when
    Evaluation<Json> first = template.evaluate(on("{}"));

    // then
    Json value = ((Evaluation.Value<Json>) first).value();
    assertThat(((Evaluation.Value<Json>) template.evaluate(on("[]"))).value()).isSameAs(value);
  }

  @Test
  void shouldListItsExpressions() {
    // given
    String text =
        "{\"a.$\": \"$.x\", \"b\": [{\"c.$\": \"States.Format('{}', $v)\"}], \"d\": \"$.y\"}";

    // when
    PayloadTemplate template = PayloadTemplate.compile(node(text)).orThrow();

    // then
    assertThat(template.expressions())
        .extracting(Expression::text)
        .containsExactly("$.x", "States.Format('{}', $v)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"x.$": "a"}                      |          | The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call
          {"x.$": 1}                        |          | The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call
          {"x.$": "$.a["}                   |          | The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call
          {"x.$": "States.No()"}            |          | The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call
          {"p": {"q": [1, {"x.$": "a"}]}}   | /p/q[1]  | The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call
          {"x": 1, "x.$": "$.a"}            |          | The field 'x' is defined more than once
          """)
  void shouldRefuse(String template, String location, String message) {
    // when
    Compiled<PayloadTemplate> compiled = PayloadTemplate.compile(node(template));

    // then
    assertThat(((Compiled.Invalid<PayloadTemplate>) compiled).errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.location()).isEqualTo(location == null ? "" : location);
              assertThat(error.message()).isEqualTo(message);
            });
  }

  @Test
  void shouldReportEveryMistake() {
    // when
    Compiled<PayloadTemplate> compiled =
        PayloadTemplate.compile(node("{\"a.$\": \"x\", \"b\": {\"c.$\": \"y\"}}"));

    // then
    assertThat(((Compiled.Invalid<PayloadTemplate>) compiled).errors())
        .extracting(CompileError::location)
        .containsExactly("", "/b");
  }

  @Test
  void shouldRefuseATemplateThatIsNoObject() {
    // when
    Compiled<PayloadTemplate> compiled = PayloadTemplate.compile(node("[1]"));

    // then
    assertThat(compiled).isInstanceOf(Compiled.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"States.JsonToString(%s)", "States.Format('{}', %s)", "States.Hash(%s, 'MD5')"})
  void shouldNotWriteDownTextsThatNobodyCanUse(String call) {
    // given: a definition of 20 kB that asks for 2.5 GB
    String many = "States.Array(" + "$,".repeat(9_999) + "$)";
    PayloadTemplate template =
        PayloadTemplate.compile(Json.object().put("x.$", call.formatted(many))).orThrow();

    // when
    Evaluation<Json> result = template.evaluate(on("\"" + "x".repeat(250_000) + "\""));

    // then
    assertThat(((Evaluation.Failed<Json>) result).error().name())
        .isEqualTo("States.IntrinsicFailure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many keys", "one call", "one path"})
  void shouldNotBuildValuesFarBeyondEveryLimit(String how) {
    // given
    ObjectNode template = Json.object();
    switch (how) {
      case "many keys" -> IntStream.range(0, 5_000).forEach(i -> template.put("x" + i + ".$", "$"));
      case "one call" -> template.put("x.$", "States.Array(" + "$,".repeat(4_999) + "$)");
      default -> template.put("x.$", "$..*");
    }
    String leaf = "\"" + "x".repeat(200_000) + "\"";
    String input = "one path".equals(how) ? "[".repeat(500) + leaf + "]".repeat(500) : leaf;

    // when
    Evaluation<Json> result = PayloadTemplate.compile(template).orThrow().evaluate(on(input));

    // then
    assertThat(((Evaluation.Failed<Json>) result).error().name())
        .isEqualTo("States.DataLimitExceeded");
  }
}
