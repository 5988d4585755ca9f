package io.passo.coordinator.security.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The condition operators, without {@code IfExists} and the qualifiers of sets. */
enum Operator {
  STRING_EQUALS("StringEquals", Type.TEXT, false),
  STRING_NOT_EQUALS("StringNotEquals", Type.TEXT, true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Type.TEXT_IGNORING_CASE, false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Type.TEXT_IGNORING_CASE, true),
  STRING_LIKE("StringLike", Type.PATTERN, false),
  STRING_NOT_LIKE("StringNotLike", Type.PATTERN, true),
  NUMERIC_EQUALS("NumericEquals", Type.NUMBER, false),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Type.NUMBER, true),
  NUMERIC_LESS_THAN("NumericLessThan", Type.NUMBER, Order.LESS),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Type.NUMBER, Order.AT_MOST),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Type.NUMBER, Order.GREATER),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Type.NUMBER, Order.AT_LEAST),
  DATE_EQUALS("DateEquals", Type.DATE, false),
  DATE_NOT_EQUALS("DateNotEquals", Type.DATE, true),
  DATE_LESS_THAN("DateLessThan", Type.DATE, Order.LESS),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Type.DATE, Order.AT_MOST),
  DATE_GREATER_THAN("DateGreaterThan", Type.DATE, Order.GREATER),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Type.DATE, Order.AT_LEAST),
  BOOL("Bool", Type.BOOLEAN, false),
  IP_ADDRESS("IpAddress", Type.ADDRESS, false),
  NOT_IP_ADDRESS("NotIpAddress", Type.ADDRESS, true),
  ARN_EQUALS("ArnEquals", Type.ARN, false),
  ARN_NOT_EQUALS("ArnNotEquals", Type.ARN, true),
  ARN_LIKE("ArnLike", Type.ARN, false),
  ARN_NOT_LIKE("ArnNotLike", Type.ARN, true),
  NULL("Null", Type.BOOLEAN, false);

  private final String text;
  private final Type type;
  private final boolean negated;
  private final Order order;

  Operator(String text, Type type, boolean negated) {
    this(text, type, negated, Order.EQUAL);
  }

  Operator(String text, Type type, Order order) {
    this(text, type, false, order);
  }

  Operator(String text, Type type, boolean negated, Order order) {
    this.text = text;
    this.type = type;
    this.negated = negated;
    this.order = order;
  }

  /** Where a value must be, seen from the one of the policy. */
  private enum Order {
    LESS,
    AT_MOST,
    EQUAL,
    AT_LEAST,
    GREATER;

    boolean holds(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case EQUAL -> comparison == 0;
        case AT_LEAST -> comparison >= 0;
        case GREATER -> comparison > 0;
      };
    }
  }

  /** What values are, and how they are compared. */
  private enum Type {
    TEXT,
    TEXT_IGNORING_CASE,
    PATTERN,
    NUMBER,
    DATE,
    BOOLEAN,
    ADDRESS,
    ARN
  }

  static Optional<Operator> named(String name) {
    for (Operator operator : values()) {
      if (operator.text.equals(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Whether it holds for a value that no value of the policy fits. */
  boolean isNegated() {
    return negated;
  }

  boolean takesWildcards() {
    return type == Type.PATTERN || type == Type.ARN;
  }

  /**
   * @throws MalformedPolicyException for a value that nothing can be compared with
   */
  void check(String value) {
    boolean legal =
        switch (type) {
          case TEXT, TEXT_IGNORING_CASE, PATTERN -> true;
          case NUMBER -> number(value) != null;
          case DATE -> date(value) != null;
          case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
          case ADDRESS -> AddressRange.parse(value).isPresent();
          case ARN -> value.equals("*") || value.startsWith("arn:");
        };
    if (!legal) {
      throw new MalformedPolicyException(
          "Expected %s to compare with %s but found '%s'"
              .formatted(text, type.name().toLowerCase(Locale.ROOT), value));
    }
  }

  /** Whether a value of the request fits one of the policy, before any negation. */
  boolean fits(String value, Glob wanted, AccessRequest request) {
    return switch (type) {
      case TEXT, PATTERN -> wanted.matches(value, request, false);
      case TEXT_IGNORING_CASE -> wanted.matches(value, request, true);
      case BOOLEAN -> wanted.matches(value, request, true);
      case ARN -> wanted.matchesArn(value, request);
      case NUMBER -> compare(number(value), wanted, request, Operator::number);
      case DATE -> compare(date(value), wanted, request, Operator::date);
      case ADDRESS -> test(wanted, request, (range, ignored) -> inRange(range, value));
    };
  }

  private <T extends Comparable<? super T>> boolean compare(
      @Nullable T found, Glob wanted, AccessRequest request, Reader<T> reader) {
    String other = wanted.text(request);
    T limit = other == null ? null : reader.read(other);
    return found != null && limit != null && order.holds(found.compareTo(limit));
  }

  private interface Reader<T> {
    @Nullable T read(String text);
  }

  private static boolean test(
      Glob wanted, AccessRequest request, BiPredicate<String, AccessRequest> holds) {
    String other = wanted.text(request);
    return other != null && holds.test(other, request);
  }

  private static boolean inRange(String range, String address) {
    return AddressRange.parse(range).map(found -> found.contains(address)).orElse(false);
  }

  private static @Nullable BigDecimal number(String text) {
    // Exponents make numbers that take for ever to compare.
    return text.matches("[+-]?\\d{1,40}(\\.\\d{1,40})?") ? new BigDecimal(text) : null;
  }

  private static @Nullable Instant date(String text) {
    if (text.matches("\\d{1,12}")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    try {
      return text.length() == 10
          ? Instant.parse(text + "T00:00:00Z")
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
