package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import java.util.Map;

/** Scopes and values for tests. */
final class Scopes {
  private static final String CONTEXT =
      """
      {"Execution": {"Id": "arn:1", "Input": {"n": 1}}, "State": {"Name": "S", "RetryCount": 0}}
      """;

  private Scopes() {}

  static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static JsonNode node(String text) {
    return json(text).node();
  }

  /** A scope on {@code input} with a small context object and the variable {@code $v}. */
  static Scope on(String input) {
    Map<String, JsonNode> variables = Map.of("v", node("{\"a\": [10, 20], \"nothing\": null}"));
    return new Scope(json(input), () -> node(CONTEXT), variables::get, new Entropy(7));
  }
}
