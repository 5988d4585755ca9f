package io.passo.asl.parse;

import io.passo.asl.model.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Findings collected while a definition is read. */
final class Diagnostics {
  private final List<Diagnostic> found = new ArrayList<>();

  /** Adds {@code SCHEMA_VALIDATION_FAILED}, by far the commonest finding. */
  void schema(Pointer location, String message) {
    add(Diagnostic.error(DiagnosticCode.SCHEMA_VALIDATION_FAILED, message, location));
  }

  void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  List<Diagnostic> all() {
    return List.copyOf(found);
  }
}
