package io.passo.asl.parse;

import io.passo.asl.model.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A finding about a definition, as ValidateStateMachineDefinition reports it (api.md §11).
 *
 * @param severity whether it prevents creation
 * @param code what kind of finding
 * @param message what is wrong, in AWS's words where they are known
 * @param location place such as {@code /States/Ship/Next}; null where AWS gives none
 */
public record Diagnostic(
    Severity severity, DiagnosticCode code, String message, @Nullable String location) {

  /** A finding that prevents creation. */
  public static Diagnostic error(DiagnosticCode code, String message, Pointer location) {
    return new Diagnostic(Severity.ERROR, code, message, location.text());
  }

  /** A finding without a place that prevents creation. */
  public static Diagnostic error(DiagnosticCode code, String message) {
    return new Diagnostic(Severity.ERROR, code, message, null);
  }

  /** A finding that does not prevent creation. */
  public static Diagnostic warning(DiagnosticCode code, String message, Pointer location) {
    return new Diagnostic(Severity.WARNING, code, message, location.text());
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * As it appears in the message of {@code InvalidDefinition}: {@code <code>: <message> at
   * <location>}.
   */
  @Override
  public String toString() {
    return code + ": " + message + " at " + location;
  }

  /** Whether a finding prevents creation. */
  public enum Severity {
    ERROR,
    WARNING
  }
}
