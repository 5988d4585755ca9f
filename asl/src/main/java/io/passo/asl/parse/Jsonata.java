package io.passo.asl.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.Pointer;
import io.passo.asl.path.CompileError;
import io.passo.asl.path.Compiled;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of a JSONata state; what does not compile is reported and null. */
final class Jsonata {
  private Jsonata() {}

  /** Any value with expressions in it. */
  static @Nullable JsonataTemplate template(Fields fields, String name, StatesUse use) {
    JsonNode value = fields.any(name);
    return value == null ? null : template(value, fields, fields.pointer(name), use);
  }

  private static @Nullable JsonataTemplate template(
      JsonNode value, Fields fields, Pointer pointer, StatesUse use) {
    return switch (JsonataTemplate.compile(value)) {
      case Compiled.Valid<JsonataTemplate>(JsonataTemplate template) -> {
        template.expressions().forEach(each -> check(each, fields, pointer, use));
        yield template;
      }
      case Compiled.Invalid<JsonataTemplate> invalid -> {
        for (CompileError error : invalid.errors()) {
          fields.diagnostics().schema(new Pointer(pointer + error.location()), error.message());
        }
        yield null;
      }
    };
  }

  private static void check(
      JsonataExpression expression, Fields fields, Pointer pointer, StatesUse use) {
    for (String member : expression.statesMembers()) {
      if (!use.allows(member)) {
        report(
            expression,
            "references '$states.%s' which is not available here".formatted(member),
            fields,
            pointer);
      }
    }
    for (String reference : expression.topLevelReferences()) {
      report(
          expression,
          "references '%s' at its top level, where there is no value: use $states.input"
              .formatted(reference),
          fields,
          pointer);
    }
    if (expression.variables().contains("eval")) {
      report(expression, "calls the function '$eval' which is not supported", fields, pointer);
    }
  }

  private static void report(
      JsonataExpression expression, String what, Fields fields, Pointer pointer) {
    fields
        .diagnostics()
        .schema(pointer, "The JSONata expression '%s' %s".formatted(expression.text(), what));
  }
}
