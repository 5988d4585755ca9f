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
        template.forEach(
            (location, each) -> check(each, fields, new Pointer(pointer + location), use));
        yield template;
      }
      case Compiled.Invalid<JsonataTemplate> invalid -> {
        for (CompileError error : invalid.errors()) {
          DiagnosticCode code =
              error.isSyntax()
                  ? DiagnosticCode.INVALID_JSONATA_EXPRESSION
                  : DiagnosticCode.SCHEMA_VALIDATION_FAILED;
          report(code, error.message(), fields, new Pointer(pointer + error.location()));
        }
        yield null;
      }
    };
  }

  private static void check(
      JsonataExpression expression, Fields fields, Pointer pointer, StatesUse use) {
    for (String member : expression.statesMembers()) {
      if (!use.allows(member)) {
        unsupported("Field '$states." + member + "' does not exist.", fields, pointer);
      }
    }
    for (String reference : expression.topLevelReferences()) {
      // The whole document is there nowhere.
      String where = reference.equals("$$") ? "" : " at the top level";
      unsupported(
          "Reference to '" + reference + "'" + where + " is not supported.", fields, pointer);
    }
    if (expression.variables().contains("eval")) {
      unsupported("Function '$eval' is not supported.", fields, pointer);
    }
  }

  private static void unsupported(String message, Fields fields, Pointer pointer) {
    report(DiagnosticCode.UNSUPPORTED_JSONATA_EXPRESSION, message, fields, pointer);
  }

  private static void report(DiagnosticCode code, String message, Fields fields, Pointer pointer) {
    fields.diagnostics().add(Diagnostic.error(code, message, pointer));
  }
}
