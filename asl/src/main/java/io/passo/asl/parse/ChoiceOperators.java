package io.passo.asl.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Timestamps;
import io.passo.asl.model.ChoiceRule;
import io.passo.asl.model.ChoiceRule.Kind;
import io.passo.asl.model.ChoiceRule.Operand;
import io.passo.asl.model.ChoiceRule.Relation;
import io.passo.asl.path.JsonPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The 39 comparison operators of Choice rules (asl.md §6.5). */
final class ChoiceOperators {
  private static final Map<String, Operator> OPERATORS = table();

  /** Names of all operators. */
  static final Set<String> NAMES = OPERATORS.keySet();

  private ChoiceOperators() {}

  /** The comparison of a rule that has exactly one operator; null if its operand is wrong. */
  static @Nullable ChoiceRule parse(Fields rule, JsonPath variable) {
    for (Map.Entry<String, Operator> operator : OPERATORS.entrySet()) {
      if (rule.has(operator.getKey())) {
        return operator.getValue().parse(rule, operator.getKey(), variable);
      }
    }
    return null;
  }

  private interface Operator {
    @Nullable ChoiceRule parse(Fields rule, String name, JsonPath variable);
  }

  /** Reads the operand of an operator that is written in the definition. */
  private interface Literals<T> {
    @Nullable T read(Fields rule, String name);
  }

  private static Map<String, Operator> table() {
    Map<String, Operator> table = new LinkedHashMap<>();
    for (Relation relation : Relation.values()) {
      String suffix = name(relation);
      both(
          table,
          "String" + suffix,
          Fields::text,
          (v, o) -> new ChoiceRule.StringComparison(v, relation, o));
      both(
          table,
          "Numeric" + suffix,
          ChoiceOperators::number,
          (v, o) -> new ChoiceRule.NumericComparison(v, relation, o));
      both(
          table,
          "Timestamp" + suffix,
          ChoiceOperators::instant,
          (v, o) -> new ChoiceRule.TimestampComparison(v, relation, o));
    }
    both(table, "BooleanEquals", Fields::bool, ChoiceRule.BooleanEquals::new);
    table.put("StringMatches", literal(Fields::text, ChoiceRule.StringMatches::new));
    for (Kind kind : Kind.values()) {
      table.put(
          "Is" + name(kind),
          literal(Fields::bool, (v, expected) -> new ChoiceRule.TypeTest(v, kind, expected)));
    }
    return table;
  }

  /** An operator and its twin ending in {@code Path}. */
  private static <T> void both(
      Map<String, Operator> table,
      String name,
      Literals<T> literals,
      BiFunction<JsonPath, Operand<T>, ChoiceRule> rule) {
    Function<T, Operand<T>> wrap = Operand.Literal::new;
    table.put(
        name, literal(literals, (variable, value) -> rule.apply(variable, wrap.apply(value))));
    table.put(
        name + "Path",
        (fields, field, variable) -> {
          JsonPath path = Expressions.path(fields, field);
          return path == null ? null : rule.apply(variable, new Operand.FromPath<>(path));
        });
  }

  private static <T> Operator literal(
      Literals<T> literals, BiFunction<JsonPath, T, ChoiceRule> rule) {
    return (fields, field, variable) -> {
      T value = literals.read(fields, field);
      return value == null ? null : rule.apply(variable, value);
    };
  }

  private static @Nullable BigDecimal number(Fields rule, String name) {
    JsonNode value = rule.number(name);
    return value == null ? null : value.decimalValue();
  }

  private static @Nullable Instant instant(Fields rule, String name) {
    String text = rule.text(name);
    Optional<Instant> instant = text == null ? Optional.empty() : Timestamps.parse(text);
    if (text != null && instant.isEmpty()) {
      rule.diagnostics().schema(rule.pointer(name), "String does not match RFC3339 timestamp");
    }
    return instant.orElse(null);
  }

  /** {@code LESS_THAN_EQUALS} is {@code LessThanEquals}. */
  private static String name(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
