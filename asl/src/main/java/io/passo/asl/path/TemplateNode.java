package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import java.util.List;

/** Part of a payload template. */
sealed interface TemplateNode {
  Evaluation<JsonNode> evaluate(Scope scope);

  /** Nothing below is evaluated. */
  record Constant(JsonNode value) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(Scope scope) {
      return Evaluation.value(value);
    }
  }

  /** Value of a key ending in {@code .$}; {@code field} is the key as written. */
  record Evaluated(Expression expression, String field) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(Scope scope) {
      return expression.evaluate(scope, field);
    }
  }

  /** An object with something to evaluate below. */
  record Members(List<Member> members) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(Scope scope) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Member member : members) {
        switch (member.value.evaluate(scope)) {
          case Evaluation.Value<JsonNode>(JsonNode value) -> object.set(member.name, value);
          case Evaluation.Failed<JsonNode> failed -> {
            return failed;
          }
        }
      }
      return Evaluation.value(object);
    }
  }

  /** A member; {@code name} is without {@code .$}. */
  record Member(String name, TemplateNode value) {}

  /** An array with something to evaluate below. */
  record Elements(List<TemplateNode> elements) implements TemplateNode {
    @Override
    public Evaluation<JsonNode> evaluate(Scope scope) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
      for (TemplateNode element : elements) {
        switch (element.evaluate(scope)) {
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
