package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import io.passo.asl.path.CompileError;
import io.passo.asl.path.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles one template, collecting every mistake in it. */
final class TemplateCompiler {
  private final List<CompileError> errors = new ArrayList<>();
  private final List<TemplateNode.Evaluated> expressions = new ArrayList<>();

  Compiled<JsonataTemplate> compile(JsonNode value) {
    TemplateNode root = compile(value, "");
    return errors.isEmpty()
        ? Compiled.valid(new JsonataTemplate(root, expressions, Json.of(value)))
        : new Compiled.Invalid<>(errors);
  }

  private TemplateNode compile(JsonNode node, String location) {
    int before = expressions.size();
    TemplateNode compiled =
        switch (node.getNodeType()) {
          case OBJECT -> members(node, location);
          case ARRAY -> elements(node, location);
          case STRING -> text(node, location);
          default -> new TemplateNode.Constant(node);
        };
    return expressions.size() == before ? new TemplateNode.Constant(node) : compiled;
  }

  private TemplateNode members(JsonNode object, String location) {
    List<TemplateNode.Member> members = new ArrayList<>(object.size());
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      members.add(new TemplateNode.Member(key, compile(member.getValue(), location + "/" + key)));
    }
    return new TemplateNode.Members(List.copyOf(members));
  }

  private TemplateNode elements(JsonNode array, String location) {
    List<TemplateNode> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(compile(array.get(i), location + "[" + i + "]"));
    }
    return new TemplateNode.Elements(List.copyOf(elements));
  }

  private TemplateNode text(JsonNode node, String location) {
    String text = node.textValue();
    if (JsonataExpression.isHalfOpen(text)) {
      errors.add(
          new CompileError(
              location,
              "A JSONata expression must start with '{%' and end with '%}'",
              "Expected both markers of an expression but found '" + text + "'"));
    }
    if (!JsonataExpression.isExpression(text)) {
      return new TemplateNode.Constant(node);
    }
    return switch (JsonataExpression.compile(text)) {
      case Compiled.Valid<JsonataExpression>(JsonataExpression expression) -> {
        TemplateNode.Evaluated evaluated = new TemplateNode.Evaluated(expression, location);
        expressions.add(evaluated);
        yield evaluated;
      }
      case Compiled.Invalid<JsonataExpression>(List<CompileError> found) -> {
        CompileError error = found.getFirst();
        errors.add(CompileError.ofSyntax(location, error.message(), error.detail()));
        yield new TemplateNode.Constant(node);
      }
    };
  }
}
