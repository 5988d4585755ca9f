package io.passo.asl.parse;

import io.passo.asl.model.Pointer;
import io.passo.asl.model.ResultPath;
import io.passo.asl.model.Selection;
import io.passo.asl.path.CompileError;
import io.passo.asl.path.Compiled;
import io.passo.asl.path.Expression;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.PayloadTemplate;
import io.passo.asl.path.ReferencePath;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of a JSONPath state; what does not compile is reported and null. */
final class Expressions {
  private Expressions() {}

  /** {@code InputPath} and {@code OutputPath}. */
  static Selection selection(Fields fields, String name) {
    if (fields.isNull(name)) {
      return new Selection.Nothing();
    }
    String text = fields.text(name);
    JsonPath path = "$".equals(text) ? null : path(fields, name, text);
    return path == null ? new Selection.Whole() : new Selection.At(path);
  }

  static @Nullable JsonPath path(Fields fields, String name) {
    return path(fields, name, fields.text(name));
  }

  /** {@code Variable} of a Choice rule, for which AWS has words of its own. */
  static @Nullable JsonPath variable(Fields rule) {
    String text = rule.text("Variable");
    return isUnrooted(rule, "Variable", text) ? null : path(rule, "Variable", text);
  }

  /** A path to read at that names at most one node. */
  static @Nullable JsonPath referencePath(Fields fields, String name) {
    String text = fields.text(name);
    if (isUnrooted(fields, name, text)) {
      return null;
    }
    JsonPath path = path(fields, name, text);
    if (path != null && !path.isReference()) {
      report(fields, name, "Value is not a Reference Path");
      return null;
    }
    return path;
  }

  private static @Nullable JsonPath path(Fields fields, String name, @Nullable String text) {
    return text == null ? null : value(JsonPath.compile(text), fields, fields.pointer(name));
  }

  private static boolean isUnrooted(Fields fields, String name, @Nullable String text) {
    if (text == null || text.startsWith("$")) {
      return false;
    }
    report(fields, name, "Value is not a Reference Path: Reference path didn't start with '$'");
    return true;
  }

  /** {@code ResultPath}: a path to write at. */
  static ResultPath resultPath(Fields fields) {
    if (fields.isNull("ResultPath")) {
      return new ResultPath.DiscardResult();
    }
    String text = fields.text("ResultPath");
    if (text == null || text.equals("$")) {
      return new ResultPath.ReplaceInput();
    }
    ReferencePath path = value(ReferencePath.compile(text), fields, fields.pointer("ResultPath"));
    return path == null ? new ResultPath.ReplaceInput() : new ResultPath.InsertAt(path);
  }

  static @Nullable PayloadTemplate template(Fields fields, String name) {
    Fields template = fields.object(name);
    return template == null
        ? null
        : value(PayloadTemplate.compile(template.json().node()), fields, fields.pointer(name));
  }

  /** A path or an intrinsic call. */
  static @Nullable Expression expression(Fields fields, String name) {
    String text = fields.text(name);
    return text == null ? null : value(Expression.compile(text), fields, fields.pointer(name));
  }

  private static <T> @Nullable T value(Compiled<T> compiled, Fields fields, Pointer pointer) {
    return switch (compiled) {
      case Compiled.Valid<T> valid -> valid.value();
      case Compiled.Invalid<T> invalid -> {
        for (CompileError error : invalid.errors()) {
          fields.diagnostics().schema(new Pointer(pointer + error.location()), error.message());
        }
        yield null;
      }
    };
  }

  private static void report(Fields fields, String name, String message) {
    fields.diagnostics().schema(fields.pointer(name), message);
  }
}
