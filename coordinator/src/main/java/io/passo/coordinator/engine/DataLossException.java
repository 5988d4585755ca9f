package io.passo.coordinator.engine;

/**
 * Something that a whole log cannot show: acknowledged records are missing. The partition stops
 * until a person acts.
 */
public final class DataLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataLossException(String message) {
    super(message);
  }
}
