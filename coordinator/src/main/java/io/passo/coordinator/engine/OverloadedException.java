package io.passo.coordinator.engine;

/** New work is refused because what was asked before is not done yet; nothing has been sent. */
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OverloadedException(String message) {
    super(message);
  }
}
