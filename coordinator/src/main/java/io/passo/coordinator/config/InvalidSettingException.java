package io.passo.coordinator.config;

/**
 * A setting with which the coordinator must not run; the message says what was expected and what
 * was found.
 */
public final class InvalidSettingException extends RuntimeException {
  public InvalidSettingException(String message) {
    super(message);
  }
}
