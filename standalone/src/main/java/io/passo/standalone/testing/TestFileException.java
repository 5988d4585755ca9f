package io.passo.standalone.testing;

import java.nio.file.Path;

/** A file of tests, or what it names, is not as it should be: {@code file:line: expected …}. */
public final class TestFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TestFileException(Path file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
