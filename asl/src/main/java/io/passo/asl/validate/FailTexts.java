package io.passo.asl.validate;

import io.passo.asl.model.FailState;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TextSource;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import io.passo.asl.path.IntrinsicCall;
import io.passo.asl.path.JsonPath;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ErrorPath} and {@code CausePath} name one node, or call a function that can give text
 * (asl.md §6.3).
 */
final class FailTexts extends EachState {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "States.Format",
          "States.JsonToString",
          "States.ArrayGetItem",
          "States.Base64Encode",
          "States.Base64Decode",
          "States.Hash",
          "States.UUID");

  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof FailState fail) {
      check(fail.error(), fail.pointer().field("ErrorPath"), report);
      check(fail.cause(), fail.pointer().field("CausePath"), report);
    }
  }

  private static void check(
      @Nullable TextSource source, Pointer pointer, Consumer<Diagnostic> report) {
    if (source instanceof TextSource.FromExpression(IntrinsicCall call)
        && !FUNCTIONS.contains(function(call))) {
      report.accept(
          Diagnostic.error(
              DiagnosticCode.SCHEMA_VALIDATION_FAILED,
              "Expected a path or an intrinsic function that gives text but found " + call.text(),
              pointer));
    }
    if (source instanceof TextSource.FromExpression(JsonPath path) && !path.isReference()) {
      report.accept(
          Diagnostic.error(
              DiagnosticCode.SCHEMA_VALIDATION_FAILED, "Value is not a Reference Path", pointer));
    }
  }

  private static String function(IntrinsicCall call) {
    return call.text().substring(0, call.text().indexOf('(')).strip();
  }
}
