package io.passo.coordinator.engine;

/**
 * A place in a log does not exist: it lies before the start, after the end, or in a part that was
 * truncated.
 */
public final class LogGapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogGapException(String message) {
    super(message);
  }
}
