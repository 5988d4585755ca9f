package io.passo.asl.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.model.Pointer;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import io.passo.asl.path.Compiled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Child executions of a Distributed Map do not see variables of the state machine around them
 * (asl.md §4). Looks at a valid definition as written.
 */
final class OuterVariables {
  private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'");
  private static final Pattern REFERENCE =
      Pattern.compile("(?<![$\\p{L}\\p{N}_])\\$([\\p{L}_][\\p{L}\\p{N}_]*)");

  private final List<Diagnostic> found = new ArrayList<>();

  private OuterVariables() {}

  static List<Diagnostic> in(JsonNode definition) {
    OuterVariables search = new OuterVariables();
    search.workflow(definition, Pointer.ROOT, Set.of());
    return search.found;
  }

  /**
   * @param outer names that can be read around it
   */
  private void workflow(JsonNode workflow, Pointer at, Set<String> outer) {
    Set<String> visible = new HashSet<>(outer);
    visible.addAll(assigned(workflow.path("States"), false));
    for (Map.Entry<String, JsonNode> state : workflow.path("States").properties()) {
      Pointer pointer = at.field("States").field(state.getKey());
      int index = 0;
      for (JsonNode branch : state.getValue().path("Branches")) {
        workflow(branch, pointer.field("Branches").item(index++), visible);
      }
      for (String name : List.of("ItemProcessor", "Iterator")) {
        JsonNode processor = state.getValue().path(name);
        boolean distributed =
            processor.path("ProcessorConfig").path("Mode").asText().equals("DISTRIBUTED");
        if (distributed) {
          references(processor, pointer.field(name), unseen(visible, processor));
        }
        workflow(processor, pointer.field(name), distributed ? Set.of() : visible);
      }
    }
  }

  private static Set<String> unseen(Set<String> visible, JsonNode processor) {
    Set<String> names = new HashSet<>(visible);
    names.removeAll(assigned(processor.path("States"), true));
    return names;
  }

  /** Names that states assign, those inside them too if {@code deep}. */
  private static Set<String> assigned(JsonNode states, boolean deep) {
    Set<String> names = new HashSet<>();
    for (JsonNode state : states) {
      List<JsonNode> assigns =
          deep
              ? state.findValues("Assign")
              : List.of(
                  state.path("Assign"),
                  assigns(state.path("Choices")),
                  assigns(state.path("Catch")));
      assigns.forEach(
          assign ->
              assign.propertyStream().forEach(member -> names.add(withoutMarker(member.getKey()))));
    }
    return names;
  }

  /** The members of every {@code Assign} of Choice rules or Catchers, in one object. */
  private static JsonNode assigns(JsonNode rules) {
    ObjectNode all = Json.object();
    rules.forEach(
        rule ->
            rule.path("Assign")
                .propertyStream()
                .forEach(member -> all.set(member.getKey(), member.getValue())));
    return all;
  }

  private static String withoutMarker(String name) {
    return name.endsWith(".$") ? name.substring(0, name.length() - 2) : name;
  }

  private void references(JsonNode node, Pointer at, Set<String> unseen) {
    if (unseen.isEmpty()) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Pointer pointer = at.field(member.getKey());
      if (member.getValue().isTextual()) {
        text(member.getKey(), member.getValue().textValue(), pointer, unseen);
      } else {
        references(member.getValue(), pointer, unseen);
      }
    }
    int index = 0;
    for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
      Pointer pointer = at.item(index++);
      if (element.isTextual()) {
        text("", element.textValue(), pointer, unseen);
      } else {
        references(element, pointer, unseen);
      }
    }
  }

  private void text(String field, String text, Pointer at, Set<String> unseen) {
    Set<String> names = new LinkedHashSet<>();
    if (JsonataExpression.isExpression(text)) {
      if (JsonataExpression.compile(text) instanceof Compiled.Valid<JsonataExpression> valid) {
        names.addAll(valid.value().variables());
        names.removeIf(name -> isBound(name, text));
      }
    } else if (field.endsWith(".$") || field.endsWith("Path") || field.equals("Variable")) {
      Matcher matcher = REFERENCE.matcher(QUOTED.matcher(text).replaceAll("''"));
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    names.retainAll(unseen);
    names.forEach(name -> found.add(unseen(name, at)));
  }

  /** Whether an expression has a variable of its own under that name. */
  private static boolean isBound(String name, String expression) {
    String variable = Pattern.quote("$" + name) + "(?![\\p{L}\\p{N}_])";
    String parameter = "(function|\u03bb)\\s*\\([^)]*" + variable;
    return Pattern.compile(parameter + "|[@#]?" + variable + "\\s*:=|[@#]" + variable)
        .matcher(expression)
        .find();
  }

  private static Diagnostic unseen(String name, Pointer at) {
    return Diagnostic.error(
        DiagnosticCode.SCHEMA_VALIDATION_FAILED,
        "The variable '"
            + name
            + "' belongs to the state machine around a Distributed Map, whose child executions do"
            + " not see it",
        at);
  }
}
