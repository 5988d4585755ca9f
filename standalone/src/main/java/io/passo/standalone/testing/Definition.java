package io.passo.standalone.testing;

import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.ParseResult;
import io.passo.asl.validate.DefinitionChecker;
import io.passo.standalone.lint.Lines;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A state machine that is tested.
 *
 * @param name its name in ARNs and reports
 * @param file where its definition is
 */
record Definition(String name, Path file, StateMachineType type, StateMachine machine) {
  /**
   * Reads a definition.
   *
   * @throws TestFileException if it is not there, or not valid
   */
  static Definition read(Path file, String name, StateMachineType type) {
    String text = Document.text(file);
    DefinitionFormat format = Document.format(file);
    ParseResult parsed = DefinitionChecker.checkLanguage(text, format, type);
    if (parsed.stateMachine().isEmpty()) {
      Diagnostic first = parsed.errors().getFirst();
      throw new TestFileException(
          file,
          Lines.of(text, format).of(first.location()),
          "Expected a valid definition but found "
              + parsed.errors().stream()
                  .map(error -> error.code() + ": " + error.message())
                  .collect(Collectors.joining("; ")));
    }
    return new Definition(name, file, type, parsed.stateMachine().get());
  }

  boolean isExpress() {
    return type == StateMachineType.EXPRESS;
  }
}
