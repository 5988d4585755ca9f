package io.passo.coordinator.engine;

import org.jspecify.annotations.Nullable;

/**
 * A port could not do its work now: its server is away, slow or refuses. Nothing is known about a
 * write that fails with it.
 */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    this(message, null);
  }

  public UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Servers have not answered yet since this process began. */
  public static UnavailableException notStarted() {
    return new UnavailableException("The engine has not started");
  }
}
