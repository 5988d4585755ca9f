package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.JsonSize;
import io.passo.asl.path.Compiled;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * {@code Arguments}, {@code Output} and their kin: any JSON value with expressions at any depth,
 * compiled once (asl.md §3). Safe for concurrent use.
 */
public final class JsonataTemplate {
  private static final long MAX_LENGTH = 64 << 20;

  private final TemplateNode root;
  private final List<TemplateNode.Evaluated> expressions;
  private final Json written;

  JsonataTemplate(TemplateNode root, List<TemplateNode.Evaluated> expressions, Json written) {
    this.root = root;
    this.expressions = List.copyOf(expressions);
    this.written = written;
  }

  /** Compiles a value as written in the definition. */
  public static Compiled<JsonataTemplate> compile(JsonNode value) {
    return new TemplateCompiler().compile(value);
  }

  /** Whether the value is the same each time. */
  public boolean isConstant() {
    return expressions.isEmpty();
  }

  /**
   * Gives every expression in it, in the order they stand, with its place within the template:
   * {@code /a/b[0]}, empty for the template itself.
   */
  public void forEach(BiConsumer<String, JsonataExpression> action) {
    expressions.forEach(each -> action.accept(each.location(), each.expression()));
  }

  /** The expression, if the template is nothing else. */
  public Optional<JsonataExpression> expression() {
    return root instanceof TemplateNode.Evaluated evaluated
        ? Optional.of(evaluated.expression())
        : Optional.empty();
  }

  /** As written in the definition. */
  public Json written() {
    return written;
  }

  /**
   * Fills the template; one without expressions gives the same value each time.
   *
   * @param field where it stands: {@code Output}
   * @return the value, or the first failure; {@code States.DataLimitExceeded} if the value is far
   *     beyond every limit, so that nobody has to write it down to find out
   */
  public Evaluation<Json> evaluate(JsonataScope scope, String field) {
    return expressions.isEmpty()
        ? Evaluation.value(written)
        : root.evaluate(scope, field).flatMap(JsonataTemplate::bounded);
  }

  private static Evaluation<Json> bounded(JsonNode value) {
    return JsonSize.exceeds(value, MAX_LENGTH)
        ? Evaluation.failed(
            ErrorName.DATA_LIMIT_EXCEEDED,
            "Expected a value of at most " + MAX_LENGTH + " characters")
        : Evaluation.value(Json.of(value));
  }
}
