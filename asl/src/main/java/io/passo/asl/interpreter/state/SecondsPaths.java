package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.Scope;

/**
 * Reads numbers of seconds at paths: {@code SecondsPath}, {@code TimeoutSecondsPath} and the like.
 */
final class SecondsPaths {
  private SecondsPaths() {}

  /**
   * The seconds at the path, at least 0.
   *
   * @param field name of the field, for the cause
   */
  static Evaluation<Long> read(String field, JsonPath path, Scope scope) {
    JsonNode node = path.find(scope);
    if (node == null) {
      return failed(field, "does not reference an input value: " + path.text());
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return failed(
          field, "cannot be parsed as a long value: " + path.text() + " == " + shown(node));
    }
    return node.longValue() < 0
        ? failed(field, "references a negative value: " + path.text() + " == " + shown(node))
        : Evaluation.value(node.longValue());
  }

  /** A value as causes show it: text without quotes. */
  static String shown(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static Evaluation<Long> failed(String field, String why) {
    return Evaluation.failed(ErrorName.RUNTIME, "The " + field + " parameter " + why);
  }
}
