package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Timestamps;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.ChoiceRule;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the rules of a Choice state. Operands of another type than the operator's do not match;
 * a path that selects nothing is an error, except for {@code IsPresent}.
 */
final class ChoiceRules {
  private static final Evaluation<Boolean> TRUE = Evaluation.value(true);
  private static final Evaluation<Boolean> FALSE = Evaluation.value(false);

  private final DataFlowSteps steps;
  private final Scope scope;
  private final String field;

  /**
   * @param steps of the state
   * @param scope what paths see
   * @param field where a JSONata condition stands
   */
  ChoiceRules(DataFlowSteps steps, Scope scope, String field) {
    this.steps = steps;
    this.scope = scope;
    this.field = field;
  }

  /** Whether the rule matches. */
  Evaluation<Boolean> matches(ChoiceRule rule) {
    return switch (rule) {
      case ChoiceRule.And(List<ChoiceRule> rules) -> all(rules);
      case ChoiceRule.Or(List<ChoiceRule> rules) -> any(rules);
      case ChoiceRule.Not(ChoiceRule inner) -> matches(inner).flatMap(m -> of(!m));
      case ChoiceRule.StringComparison(var variable, var relation, var operand) ->
          compare(variable, relation, operand, ChoiceRules::string, scope);
      case ChoiceRule.NumericComparison(var variable, var relation, var operand) ->
          compare(variable, relation, operand, ChoiceRules::number, scope);
      case ChoiceRule.TimestampComparison(var variable, var relation, var operand) ->
          compare(variable, relation, operand, ChoiceRules::timestamp, scope);
      case ChoiceRule.BooleanEquals(var variable, var operand) ->
          compare(variable, ChoiceRule.Relation.EQUALS, operand, ChoiceRules::bool, scope);
      case ChoiceRule.StringMatches(JsonPath variable, String pattern) ->
          find(variable, scope).flatMap(node -> matches(node, pattern));
      case ChoiceRule.TypeTest(var variable, var kind, boolean expected) ->
          is(variable, kind, scope).flatMap(is -> of(is == expected));
      case ChoiceRule.Condition(JsonataTemplate condition) -> condition(condition);
    };
  }

  private Evaluation<Boolean> condition(JsonataTemplate condition) {
    Optional<JsonataExpression> expression = condition.expression();
    return expression.isEmpty()
        ? of(condition.written().node().booleanValue())
        : JsonataFields.typed(
                expression.get(), field, "boolean", JsonNode::isBoolean, steps.states())
            .flatMap(node -> of(node.booleanValue()));
  }

  private static Evaluation<Boolean> of(boolean value) {
    return value ? TRUE : FALSE;
  }

  private Evaluation<Boolean> all(List<ChoiceRule> rules) {
    for (ChoiceRule rule : rules) {
      Evaluation<Boolean> matches = matches(rule);
      if (!TRUE.equals(matches)) {
        return matches;
      }
    }
    return TRUE;
  }

  private Evaluation<Boolean> any(List<ChoiceRule> rules) {
    for (ChoiceRule rule : rules) {
      Evaluation<Boolean> matches = matches(rule);
      if (!FALSE.equals(matches)) {
        return matches;
      }
    }
    return FALSE;
  }

  private static <T extends Comparable<T>> Evaluation<Boolean> compare(
      JsonPath variable,
      ChoiceRule.Relation relation,
      ChoiceRule.Operand<T> operand,
      Function<JsonNode, @Nullable T> as,
      Scope scope) {
    return find(variable, scope)
        .flatMap(
            node ->
                switch (operand) {
                  case ChoiceRule.Operand.Literal<T>(T right) ->
                      of(holds(as.apply(node), relation, right));
                  case ChoiceRule.Operand.FromPath<T>(JsonPath path) ->
                      find(path, scope)
                          .flatMap(right -> of(holds(as.apply(node), relation, as.apply(right))));
                });
  }

  private static <T extends Comparable<T>> boolean holds(
      @Nullable T left, ChoiceRule.Relation relation, @Nullable T right) {
    return left != null && right != null && relation.holds(left.compareTo(right));
  }

  private static Evaluation<JsonNode> find(JsonPath path, Scope scope) {
    JsonNode found = path.find(scope);
    return found != null
        ? Evaluation.value(found)
        : Evaluation.failed(
            ErrorName.RUNTIME,
            "Invalid path '"
                + path.text()
                + "': The choice state's condition path references an invalid value.");
  }

  private static @Nullable String string(JsonNode node) {
    return node.textValue();
  }

  private static @Nullable BigDecimal number(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }

  private static @Nullable Boolean bool(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() : null;
  }

  private static @Nullable Instant timestamp(JsonNode node) {
    return node.isTextual() ? Timestamps.parse(node.textValue()).orElse(null) : null;
  }

  private static Evaluation<Boolean> is(JsonPath variable, ChoiceRule.Kind kind, Scope scope) {
    return kind == ChoiceRule.Kind.PRESENT
        ? of(variable.find(scope) != null)
        : find(variable, scope).flatMap(node -> of(is(node, kind)));
  }

  private static boolean is(JsonNode node, ChoiceRule.Kind kind) {
    return switch (kind) {
      case PRESENT -> true;
      case NULL -> node.isNull();
      case NUMERIC -> node.isNumber();
      case STRING -> node.isTextual();
      case BOOLEAN -> node.isBoolean();
      case TIMESTAMP -> timestamp(node) != null;
    };
  }

  private static Evaluation<Boolean> matches(JsonNode node, String pattern) {
    if (!node.isTextual()) {
      return FALSE;
    }
    return StringPattern.isWellFormed(pattern)
        ? of(StringPattern.matches(pattern, node.textValue()))
        : Evaluation.failed(
            ErrorName.RUNTIME,
            "The pattern '" + pattern + "' of StringMatches ends with a dangling backslash.");
  }
}
