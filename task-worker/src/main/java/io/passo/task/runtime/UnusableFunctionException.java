package io.passo.task.runtime;

/** A function that is configured but cannot be hosted. */
public final class UnusableFunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnusableFunctionException(String message) {
    super(message);
  }

  public UnusableFunctionException(String message, Throwable cause) {
    super(message, cause);
  }
}
