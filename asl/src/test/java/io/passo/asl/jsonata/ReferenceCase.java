package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Evaluation;
import io.passo.asl.path.Compiled;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of ours and of the reference implementation, written so that they can be compared. */
final class ReferenceCase {
  private static final String THREW = "threw an error during evaluation. ";

  private ReferenceCase() {}

  /** What a recorded case says: the value, or what a cause says behind expression and field. */
  static String expected(JsonNode of) {
    if (of.has("result")) {
      return normal(of.get("result")).toString();
    }
    if (of.has("undefined")) {
      return "returned nothing (undefined).";
    }
    return of.has("unsupported")
        ? "returned an unsupported result type."
        : THREW + of.get("error").textValue() + ": " + of.path("text").asText();
  }

  /** What we say. */
  static String answer(
      String expression, @Nullable JsonNode context, Map<String, JsonNode> variables) {
    if (Expressions.compile(expression) instanceof Compiled.Invalid<JsonataExpression> invalid) {
      String detail = invalid.errors().getFirst().detail();
      String before = "found '" + expression.strip() + "': ";
      return THREW + detail.substring(detail.indexOf(before) + before.length());
    }
    Evaluation<JsonNode> outcome =
        Expressions.compile(expression)
            .orThrow()
            .evaluate(context, Expressions.scope("{}", variables), Expressions.FIELD);
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
