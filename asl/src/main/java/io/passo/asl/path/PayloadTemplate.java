package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.JsonSize;
import java.util.List;

/**
 * {@code Parameters}, {@code ResultSelector}, {@code ItemSelector} and their kin, compiled once
 * (asl.md §2.1). Safe for concurrent use.
 */
public final class PayloadTemplate {
  private static final int UNCHECKED_PATHS = 16;
  private static final long MAX_LENGTH = 64 << 20;

  private final TemplateNode root;
  private final List<Expression> expressions;
  private final Json constant;
  private final boolean multiplies;

  PayloadTemplate(TemplateNode root, List<Expression> expressions, Json constant) {
    this.root = root;
    this.expressions = List.copyOf(expressions);
    this.constant = constant;
    this.multiplies = multiplies(expressions);
  }

  /** A few plain paths cannot make much of inputs that are bounded themselves. */
  private static boolean multiplies(List<Expression> expressions) {
    List<JsonPath> paths = expressions.stream().flatMap(e -> e.paths().stream()).toList();
    return paths.size() > UNCHECKED_PATHS || !paths.stream().allMatch(JsonPath::isReference);
  }

  /**
   * Compiles a template: a JSON object, in which keys ending in {@code .$} are evaluated at any
   * depth.
   */
  public static Compiled<PayloadTemplate> compile(JsonNode template) {
    return new TemplateCompiler().compile(template);
  }

  /** Every path and call in it, in the order they stand. */
  public List<Expression> expressions() {
    return expressions;
  }

  /** As written in the definition. */
  public Json written() {
    return constant;
  }

  /**
   * Fills the template. A template without expressions gives the same value each time; nodes found
   * by paths are shared with the input.
   *
   * @return the value, or the first failure; {@code States.DataLimitExceeded} if the value is far
   *     beyond every limit, so that nobody has to write it down to find out
   */
  public Evaluation<Json> evaluate(Scope scope) {
    if (expressions.isEmpty()) {
      return Evaluation.value(constant);
    }
    return root.evaluate(scope).flatMap(this::bounded);
  }

  private Evaluation<Json> bounded(JsonNode value) {
    if (multiplies && JsonSize.exceeds(value, MAX_LENGTH)) {
      return Evaluation.failed(
          ErrorName.DATA_LIMIT_EXCEEDED,
          "Expected a value of at most " + MAX_LENGTH + " characters");
    }
    return Evaluation.value(Json.of(value));
  }
}
