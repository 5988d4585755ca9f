package io.passo.coordinator.security.policy;

/** A text that is no policy; the message says what was expected and where. */
public final class MalformedPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedPolicyException(String message) {
    super(message, null, false, false);
  }

  /** What is wrong with it. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
