package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.path.Compiled;
import java.time.Instant;
import java.util.Map;

/** Expressions evaluated without a state. */
final class Expressions {
  static final String FIELD = "Output";

  private Expressions() {}

  static Compiled<JsonataExpression> compile(String expression) {
    return JsonataExpression.compile("{% " + expression + " %}");
  }

  static Evaluation<JsonNode> evaluate(String expression, JsonataScope scope) {
    return compile(expression).orThrow().evaluate(scope, FIELD);
  }

  /** What is said behind the expression and the field; empty if it gives a value. */
  static String failure(String expression, Evaluation<JsonNode> outcome) {
    return outcome instanceof Evaluation.Failed<JsonNode> failed
        ? String.valueOf(failed.error().cause())
            .substring(
                "The JSONata expression '' specified for the field 'Output' ".length()
                    + expression.strip().length())
        : "";
  }

  static JsonataScope scope(String input, Map<String, JsonNode> variables) {
    return new JsonataScope(
        json(input),
        null,
        null,
        () -> json("{\"State\":{\"Name\":\"S\"}}").node(),
        variables::get,
        new Entropy(7),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
