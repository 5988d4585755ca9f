package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.StatesError;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataScope;
import java.util.function.Predicate;

/** Reads fields whose expression must give a value of one type. */
final class JsonataFields {
  private JsonataFields() {}

  /** A whole number that is not negative. */
  static Evaluation<Long> integer(JsonataExpression expression, String field, JsonataScope scope) {
    return typed(expression, field, "number", JsonNode::isNumber, scope)
        .flatMap(
            node -> {
              double value = node.doubleValue();
              if (value != Math.rint(value) || Math.abs(value) > Long.MAX_VALUE) {
                return new Evaluation.Failed<>(expression.unexpectedType(field, "integer", node));
              }
              return value < 0
                  ? failed(field, "The " + field + " field cannot be negative: " + node)
                  : Evaluation.value(node.longValue());
            });
  }

  /** Text. */
  static Evaluation<String> text(JsonataExpression expression, String field, JsonataScope scope) {
    return typed(expression, field, "string", JsonNode::isTextual, scope).map(JsonNode::textValue);
  }

  /** A value of the type that {@code isType} tells. */
  static Evaluation<JsonNode> typed(
      JsonataExpression expression,
      String field,
      String type,
      Predicate<JsonNode> isType,
      JsonataScope scope) {
    return expression
        .evaluate(scope, field)
        .flatMap(
            node ->
                isType.test(node)
                    ? Evaluation.value(node)
                    : new Evaluation.Failed<>(expression.unexpectedType(field, type, node)));
  }

  /** A value of the right type that the field cannot take. */
  static <T> Evaluation<T> failed(String field, String cause) {
    return new Evaluation.Failed<>(new StatesError(ErrorName.QUERY_EVALUATION_ERROR, cause, field));
  }
}
