package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.path.JsonPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A condition on the effective input of a Choice state (asl.md §6.5). */
public sealed interface ChoiceRule {
  /** All match; evaluated in order up to the first that does not. */
  record And(List<ChoiceRule> rules) implements ChoiceRule {
    public And {
      rules = List.copyOf(rules);
    }
  }

  /** One matches; evaluated in order up to the first that does. */
  record Or(List<ChoiceRule> rules) implements ChoiceRule {
    public Or {
      rules = List.copyOf(rules);
    }
  }

  /** The rule does not match. */
  record Not(ChoiceRule rule) implements ChoiceRule {}

  /** {@code String…}: by UTF-16 code unit; false if one side is no string. */
  record StringComparison(JsonPath variable, Relation relation, Operand<String> operand)
      implements ChoiceRule {}

  /** {@code Numeric…}: false if one side is no number. */
  record NumericComparison(JsonPath variable, Relation relation, Operand<BigDecimal> operand)
      implements ChoiceRule {}

  /** {@code Timestamp…}: as instants; false if one side is no timestamp. */
  record TimestampComparison(JsonPath variable, Relation relation, Operand<Instant> operand)
      implements ChoiceRule {}

  /** {@code BooleanEquals} and {@code BooleanEqualsPath}. */
  record BooleanEquals(JsonPath variable, Operand<Boolean> operand) implements ChoiceRule {}

  /**
   * {@code StringMatches}: {@code *} stands for any characters, {@code \*} and {@code \\} for
   * themselves.
   */
  record StringMatches(JsonPath variable, String pattern) implements ChoiceRule {}

  /** {@code Is…}: whether the value is of that kind, compared with {@code expected}. */
  record TypeTest(JsonPath variable, Kind kind, boolean expected) implements ChoiceRule {}

  /**
   * {@code Condition} of a JSONata state.
   *
   * @param condition boolean or expression
   */
  record Condition(JsonataTemplate condition) implements ChoiceRule {}

  /** The other side of a comparison. */
  sealed interface Operand<T> {
    /** Written in the definition. */
    record Literal<T>(T value) implements Operand<T> {}

    /** At a path: the operators ending in {@code Path}. */
    record FromPath<T>(JsonPath path) implements Operand<T> {}
  }

  /** How two values are compared; the variable is on the left. */
  enum Relation {
    EQUALS,
    LESS_THAN,
    GREATER_THAN,
    LESS_THAN_EQUALS,
    GREATER_THAN_EQUALS;

    /** Whether the relation holds for a comparison result as of {@link Comparable#compareTo}. */
    public boolean holds(int comparison) {
      return switch (this) {
        case EQUALS -> comparison == 0;
        case LESS_THAN -> comparison < 0;
        case GREATER_THAN -> comparison > 0;
        case LESS_THAN_EQUALS -> comparison <= 0;
        case GREATER_THAN_EQUALS -> comparison >= 0;
      };
    }
  }

  /** What {@code Is…} asks for. */
  enum Kind {
    NULL,
    PRESENT,
    NUMERIC,
    STRING,
    BOOLEAN,
    TIMESTAMP
  }
}
