package io.passo.asl.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.model.Pointer;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Warns of texts that look like a path or intrinsic function but are taken literally (api.md §11).
 * Looks at a valid definition as written, JSONPath states only.
 */
final class PathsThatAreNone {
  private static final Pattern LOOKS_LIKE_PATH =
      Pattern.compile("\\$\\$?[.\\[].*|States\\.[A-Za-z0-9]+\\(.*\\)", Pattern.DOTALL);
  private static final Set<String> TEMPLATES =
      Set.of("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials");
  private static final Set<String> OPERANDS = Set.of("StringEquals", "StringMatches");

  private final List<Diagnostic> found = new ArrayList<>();

  private PathsThatAreNone() {}

  static List<Diagnostic> in(JsonNode definition) {
    PathsThatAreNone search = new PathsThatAreNone();
    boolean paths = !isJsonata(definition);
    search.states(definition.path("States"), paths, Pointer.ROOT.field("States"));
    return search.found;
  }

  private static boolean isJsonata(JsonNode node) {
    return node.path("QueryLanguage").asText().equals("JSONata");
  }

  private void states(JsonNode states, boolean paths, Pointer at) {
    for (Map.Entry<String, JsonNode> state : states.properties()) {
      Pointer pointer = at.field(state.getKey());
      if (paths && !isJsonata(state.getValue())) {
        state(state.getValue(), pointer);
      }
      inner(state.getValue(), paths, pointer);
    }
  }

  private void inner(JsonNode state, boolean paths, Pointer at) {
    for (String name : List.of("ItemProcessor", "Iterator")) {
      states(state.path(name).path("States"), paths, at.field(name).field("States"));
    }
    int index = 0;
    for (JsonNode branch : state.path("Branches")) {
      Pointer pointer = at.field("Branches").item(index++);
      states(branch.path("States"), paths, pointer.field("States"));
    }
  }

  private void state(JsonNode state, Pointer at) {
    for (String name : TEMPLATES) {
      literals(state.path(name), at.field(name), DiagnosticCode.NO_DOLLAR);
    }
    literals(state.path("Result"), at.field("Result"), DiagnosticCode.PASS_RESULT_IS_STATIC);
    for (String name : List.of("Error", "Cause")) {
      fixed(state.path(name), at.field(name));
    }
    int index = 0;
    for (JsonNode rule : state.path("Choices")) {
      rule(rule, at.field("Choices").item(index++));
    }
  }

  private void rule(JsonNode rule, Pointer at) {
    OPERANDS.forEach(name -> fixed(rule.path(name), at.field(name)));
    for (String name : List.of("And", "Or")) {
      int index = 0;
      for (JsonNode inner : rule.path(name)) {
        rule(inner, at.field(name).item(index++));
      }
    }
    if (rule.has("Not")) {
      rule(rule.get("Not"), at.field("Not"));
    }
  }

  private void fixed(JsonNode value, Pointer at) {
    if (looksLikePath(value)) {
      warn(
          DiagnosticCode.NO_PATH,
          "The value looks like a path, but the name of the field does not end in 'Path'",
          at);
    }
  }

  private void literals(JsonNode node, Pointer at, DiagnosticCode code) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      boolean marked = member.getKey().endsWith(".$");
      Pointer pointer = at.field(member.getKey());
      boolean isResult = code == DiagnosticCode.PASS_RESULT_IS_STATIC;
      if (looksLikePath(member.getValue()) && (isResult || !marked)) {
        warn(code, isResult ? "A path in 'Result' is not evaluated" : noDollar(member), pointer);
      }
      literals(member.getValue(), pointer, code);
    }
    if (node.isArray()) {
      int index = 0;
      for (JsonNode element : node) {
        literals(element, at.item(index++), code);
      }
    }
  }

  private static String noDollar(Map.Entry<String, JsonNode> member) {
    return "The value looks like a path or intrinsic function, but the name of the field '"
        + member.getKey()
        + "' does not end in '.$'";
  }

  private static boolean looksLikePath(JsonNode value) {
    return value.isTextual() && LOOKS_LIKE_PATH.matcher(value.textValue()).matches();
  }

  private void warn(DiagnosticCode code, String message, Pointer at) {
    found.add(Diagnostic.warning(code, message, at));
  }
}
