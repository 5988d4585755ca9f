package io.passo.asl.parse;

import io.passo.asl.model.StateMachine;
import java.util.List;
import java.util.Optional;

/**
 * What became of the text of a definition.
 *
 * @param stateMachine the model; empty if an error was found
 * @param diagnostics findings in the order of the definition
 */
public record ParseResult(Optional<StateMachine> stateMachine, List<Diagnostic> diagnostics) {
  public ParseResult {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Findings that prevent creation. */
  public List<Diagnostic> errors() {
    return diagnostics.stream().filter(Diagnostic::isError).toList();
  }
}
