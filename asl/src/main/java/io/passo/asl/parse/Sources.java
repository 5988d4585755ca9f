package io.passo.asl.parse;

import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.DecimalSource;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.TextSource;
import io.passo.asl.path.Expression;
import io.passo.asl.path.JsonPath;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields that have a {@code …Path} twin in JSONPath states and take an expression in JSONata
 * states.
 */
final class Sources {
  private final Fields fields;
  private final QueryLanguage language;

  Sources(Fields fields, QueryLanguage language) {
    this.fields = fields;
    this.language = language;
  }

  /** {@code name} within bounds, or {@code name + "Path"}. */
  @Nullable IntegerSource integer(String name, long min, long max) {
    String twin = name + "Path";
    fields.atMostOneOf(name, twin);
    JsonataExpression jsonata = jsonata(name);
    if (jsonata != null) {
      return new IntegerSource.FromJsonata(jsonata);
    }
    if (isJsonata(name)) {
      return null;
    }
    if (fields.has(twin)) {
      JsonPath path = Expressions.referencePath(fields, twin);
      return path == null ? null : new IntegerSource.FromPath(path);
    }
    Long value = fields.integer(name, min, max);
    return value == null ? null : new IntegerSource.Fixed(value);
  }

  /** {@code name} within bounds, or {@code name + "Path"}. */
  @Nullable DecimalSource decimal(String name, double min, double max) {
    String twin = name + "Path";
    fields.atMostOneOf(name, twin);
    JsonataExpression jsonata = jsonata(name);
    if (jsonata != null) {
      return new DecimalSource.FromJsonata(jsonata);
    }
    if (isJsonata(name)) {
      return null;
    }
    if (fields.has(twin)) {
      JsonPath path = Expressions.referencePath(fields, twin);
      return path == null ? null : new DecimalSource.FromPath(path);
    }
    Double value = fields.number(name, min, max);
    return value == null ? null : new DecimalSource.Fixed(value);
  }

  /** {@code name}, or {@code twin}: a path or an intrinsic call. */
  @Nullable TextSource text(String name, String twin) {
    fields.atMostOneOf(name, twin);
    JsonataExpression jsonata = jsonata(name);
    if (jsonata != null) {
      return new TextSource.FromJsonata(jsonata);
    }
    if (isJsonata(name)) {
      return null;
    }
    if (fields.has(twin)) {
      Expression expression = Expressions.expression(fields, twin);
      return expression == null ? null : new TextSource.FromExpression(expression);
    }
    String value = fields.text(name);
    return value == null ? null : new TextSource.Fixed(value);
  }

  /** Whether a field of a JSONata state is meant to be an expression. */
  boolean isJsonata(String name) {
    if (language != QueryLanguage.JSONATA || !fields.isText(name)) {
      return false;
    }
    String text = fields.text(name);
    return text != null
        && (JsonataExpression.isExpression(text) || JsonataExpression.isHalfOpen(text));
  }

  /** The expression that a field of a JSONata state is; null if it is none, or a wrong one. */
  @Nullable JsonataExpression jsonata(String name) {
    JsonataTemplate template =
        isJsonata(name) ? Jsonata.template(fields, name, StatesUse.PLAIN) : null;
    return template == null ? null : template.expression().orElse(null);
  }
}
