package io.passo.integration.items;

import java.io.IOException;

/** A file is not what it should be. The message says where in the file, and why. */
final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptFileException(String reason) {
    super(reason);
  }

  /** At a line, from 1. */
  CorruptFileException(long line, String reason) {
    super("line " + line + ": " + reason);
  }
}
