package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Evaluation;
import io.passo.asl.path.Compiled;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Expressions of ours with the answers of the reference implementation (jsonata 2.2.2 for
 * JavaScript), recorded once. A case with a deviation must differ, or the deviation must go.
 */
class ReferenceTest {
  private static final String THREW = "threw an error during evaluation. ";
  private static final JsonNode FILE = file();

  private static JsonNode file() {
    try (InputStream file = ReferenceTest.class.getResourceAsStream("/jsonata/reference.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldAnswerLikeTheReference() {
    List<JsonNode> cases = new ArrayList<>();
    FILE.get("cases").forEach(cases::add);
    return cases.stream()
        .map(of -> dynamicTest(of.get("expression").textValue(), () -> assertAnswer(of)));
  }

  private static void assertAnswer(JsonNode of) {
    if (of.has("deviation")) {
      assertThat(answer(of)).isNotEqualTo(expected(of));
    } else {
      assertThat(answer(of)).isEqualTo(expected(of));
    }
  }

  private static String expected(JsonNode of) {
    if (of.has("result")) {
      return normal(of.get("result")).toString();
    }
    if (of.has("undefined")) {
      return "returned nothing (undefined).";
    }
    return of.has("unsupported")
        ? "returned an unsupported result type."
        : THREW + of.get("error").textValue() + ": " + of.get("text").textValue();
  }

  private static String answer(JsonNode of) {
    String expression = of.get("expression").textValue();
    if (Expressions.compile(expression) instanceof Compiled.Invalid<JsonataExpression> invalid) {
      String message = invalid.errors().getFirst().message();
      return THREW + message.substring(message.indexOf("is invalid: ") + 12);
    }
    Evaluation<JsonNode> outcome =
        Expressions.evaluate(
            expression, Expressions.scope("{}", Map.of("x", FILE.get("variable"))));
    return outcome instanceof Evaluation.Value<JsonNode>(JsonNode value)
        ? normal(value).toString()
        : Expressions.failure(expression, outcome);
  }

  /** Numbers without their notation, members in order. */
  private static JsonNode normal(JsonNode node) {
    if (node.isNumber()) {
      return DecimalNode.valueOf(new BigDecimal(node.asText()).stripTrailingZeros());
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(normal(element)));
      return array;
    }
    if (node.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      node.propertyStream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(member -> object.set(member.getKey(), normal(member.getValue())));
      return object;
    }
    return node;
  }
}
