package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import java.util.List;

/** Part of a template. */
sealed interface TemplateNode {
  /**
   * @param field where the template stands
   */
  Evaluation<JsonNode> evaluate(JsonataScope scope, String field);

  /** Nothing below is evaluated. */
  record Constant(JsonNode value) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(JsonataScope scope, String field) {
      return Evaluation.value(value);
    }
  }

  /** An expression; {@code location} is its place within the template. */
  record Evaluated(JsonataExpression expression, String location) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(JsonataScope scope, String field) {
      return expression.evaluate(scope, field + location);
    }
  }

  /** An object with something to evaluate below. */
  record Members(List<Member> members) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(JsonataScope scope, String field) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Member member : members) {
        switch (member.value.evaluate(scope, field)) {
          case Evaluation.Value<JsonNode>(JsonNode value) -> object.set(member.name, value);
          case Evaluation.Failed<JsonNode> failed -> {
            return failed;
          }
        }
      }
      return Evaluation.value(object);
    }
  }

  /** A member. */
  record Member(String name, TemplateNode value) {}

  /** An array with something to evaluate below. */
  record Elements(List<TemplateNode> elements) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(JsonataScope scope, String field) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
      for (TemplateNode element : elements) {
        switch (element.evaluate(scope, field)) {
          case Evaluation.Value<JsonNode>(JsonNode value) -> array.add(value);
          case Evaluation.Failed<JsonNode> failed -> {
            return failed;
          }
        }
      }
      return Evaluation.value(array);
    }
  }
}
