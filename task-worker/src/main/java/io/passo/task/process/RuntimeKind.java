package io.passo.task.process;

import java.util.Optional;

/** What runs the code of a function. */
public enum RuntimeKind {
  /** Node.js. */
  NODE,
  /** Python. */
  PYTHON,
  /** A Java handler, in this process. */
  JAVA,
  /** An executable called {@code bootstrap}. */
  PROVIDED;

  /** Reads Lambda's name of a runtime ({@code nodejs22.x}), or one without version. */
  public static Optional<RuntimeKind> of(String text) {
    if (text.startsWith("nodejs")) {
      return Optional.of(NODE);
    }
    if (text.startsWith("python")) {
      return Optional.of(PYTHON);
    }
    if (text.startsWith("java")) {
      return Optional.of(JAVA);
    }
    return text.startsWith("provided") || text.equals("go1.x")
        ? Optional.of(PROVIDED)
        : Optional.empty();
  }
}
