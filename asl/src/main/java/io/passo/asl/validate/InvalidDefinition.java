package io.passo.asl.validate;

import io.passo.asl.parse.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** The message of the API error {@code InvalidDefinition} (api.md §5, CreateStateMachine). */
public final class InvalidDefinition {
  /**
   * A message names the first findings only, so that a definition of nonsense is not answered by
   * pages of it.
   */
  private static final int MAX_FINDINGS = 20;

  private InvalidDefinition() {}

  /**
   * {@code Invalid State Machine Definition: '<CODE>: <text> at <location>, …'}, warnings left out.
   */
  public static String message(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(Diagnostic::isError)
        .limit(MAX_FINDINGS)
        .map(Diagnostic::toString)
        .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'"));
  }
}
