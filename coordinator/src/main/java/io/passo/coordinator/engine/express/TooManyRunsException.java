package io.passo.coordinator.engine.express;

/** This instance runs as many Express executions as it may: try again. */
public final class TooManyRunsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyRunsException(int most) {
    super("Expected fewer than " + most + " Express executions at a time", null, false, false);
  }
}
