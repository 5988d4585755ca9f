package io.passo.integration;

import org.jspecify.annotations.Nullable;

/** The call failed: what Retry and Catch of the Task see. */
public final class IntegrationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String error;
  private final @Nullable String errorCause;
  private final boolean isTransient;

  /**
   * Makes a failure.
   *
   * @param error name of the error, with the prefix of the service
   * @param errorCause text for people
   */
  public IntegrationException(String error, @Nullable String errorCause) {
    this(error, errorCause, false);
  }

  /**
   * Makes a failure.
   *
   * @param error name of the error, with the prefix of the service
   * @param errorCause text for people
   * @param isTransient true if the same call may succeed later
   */
  public IntegrationException(String error, @Nullable String errorCause, boolean isTransient) {
    super(error + ": " + errorCause);
    this.error = error;
    this.errorCause = errorCause;
    this.isTransient = isTransient;
  }

  /** A parameter is not what the service takes. */
  public static IntegrationException parameter(String name, String expected, String found) {
    return new IntegrationException(
        "States.Runtime",
        "Expected parameter '" + name + "' to be " + expected + " but found " + found);
  }

  /** Name of the error. */
  public String error() {
    return error;
  }

  /** True if the same call may succeed later. */
  public boolean isTransient() {
    return isTransient;
  }

  /** Text for people. */
  public @Nullable String errorCause() {
    return errorCause;
  }
}
