package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import java.util.List;

/**
 * {@code Parameters}, {@code ResultSelector}, {@code ItemSelector} and their kin, compiled once
 * (asl.md §2.1). Safe for concurrent use.
 */
public final class PayloadTemplate {
  private final TemplateNode root;
  private final List<Expression> expressions;
  private final Json constant;

  PayloadTemplate(TemplateNode root, List<Expression> expressions, Json constant) {
    this.root = root;
    this.expressions = List.copyOf(expressions);
    this.constant = constant;
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

  /**
   * Fills the template. A template without expressions gives the same value each time; nodes found
   * by paths are shared with the input.
   *
   * @return the value, or the first failure
   */
  public Evaluation<Json> evaluate(Scope scope) {
    return expressions.isEmpty() ? Evaluation.value(constant) : root.evaluate(scope).map(Json::of);
  }
}
