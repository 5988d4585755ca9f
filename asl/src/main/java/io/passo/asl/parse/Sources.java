package io.passo.asl.parse;

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
    String jsonata = jsonata(name);
    if (jsonata != null) {
      return new IntegerSource.FromJsonata(jsonata);
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
    String jsonata = jsonata(name);
    if (jsonata != null) {
      return new DecimalSource.FromJsonata(jsonata);
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
    String jsonata = jsonata(name);
    if (jsonata != null) {
      return new TextSource.FromJsonata(jsonata);
    }
    if (fields.has(twin)) {
      Expression expression = Expressions.expression(fields, twin);
      return expression == null ? null : new TextSource.FromExpression(expression);
    }
    String value = fields.text(name);
    return value == null ? null : new TextSource.Fixed(value);
  }

  /** The text of a field of a JSONata state, if it is an expression. */
  @Nullable String jsonata(String name) {
    if (language != QueryLanguage.JSONATA || !fields.isText(name)) {
      return null;
    }
    String text = fields.text(name);
    return text != null && text.startsWith("{%") && text.endsWith("%}") ? text : null;
  }
}
