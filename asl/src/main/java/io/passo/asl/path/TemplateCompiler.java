package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles one payload template, collecting every mistake in it. */
final class TemplateCompiler {
  private static final String SUFFIX = ".$";

  private final List<CompileError> errors = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();

  Compiled<PayloadTemplate> compile(JsonNode template) {
    if (!template.isObject()) {
      return Compiled.invalid(
          "Payload template must be a JSON object",
          "Expected an object but found " + template.getNodeType());
    }
    TemplateNode root = compile(template, "");
    return errors.isEmpty()
        ? Compiled.valid(new PayloadTemplate(root, expressions, Json.of(template)))
        : new Compiled.Invalid<>(errors);
  }

  private TemplateNode compile(JsonNode node, String location) {
    int before = expressions.size();
    TemplateNode compiled =
        switch (node.getNodeType()) {
          case OBJECT -> members(node, location);
          case ARRAY -> elements(node, location);
          default -> new TemplateNode.Constant(node);
        };
    return expressions.size() == before ? new TemplateNode.Constant(node) : compiled;
  }

  private TemplateNode members(JsonNode object, String location) {
    List<TemplateNode.Member> members = new ArrayList<>(object.size());
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      boolean evaluated = key.endsWith(SUFFIX);
      String name = evaluated ? key.substring(0, key.length() - SUFFIX.length()) : key;
      if (!names.add(name)) {
        errors.add(
            new CompileError(
                location,
                "The field '" + name + "' is defined more than once",
                "Expected one of '" + name + "' and '" + name + SUFFIX + "' but found both"));
      }
      TemplateNode value =
          evaluated
              ? evaluated(key, member.getValue(), location)
              : compile(member.getValue(), location + "/" + key);
      members.add(new TemplateNode.Member(name, value));
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

  private TemplateNode evaluated(String key, JsonNode value, String location) {
    if (!value.isTextual()) {
      return invalid(key, value, location, "Expected a string but found " + value.getNodeType());
    }
    return switch (Expression.compile(value.textValue())) {
      case Compiled.Valid<? extends Expression>(Expression expression) -> {
        expressions.add(expression);
        yield new TemplateNode.Evaluated(expression, key);
      }
      case Compiled.Invalid<? extends Expression>(List<CompileError> found) ->
          invalid(key, value, location, found.getFirst().detail());
    };
  }

  private TemplateNode invalid(String key, JsonNode value, String location, String detail) {
    String message = "The value for the field '" + key + "' " + IntrinsicCall.INVALID;
    errors.add(new CompileError(location, message, detail));
    return new TemplateNode.Constant(value);
  }
}
