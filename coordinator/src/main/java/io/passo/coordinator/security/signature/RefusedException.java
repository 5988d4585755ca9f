package io.passo.coordinator.security.signature;

/** A request whose sender is not known; an answer, not a failure of the program. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param message text for the caller, in AWS's words
   */
  public RefusedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Text for the caller. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** What is wrong, each with a type of its own in AWS's protocols. */
  public enum Reason {
    /** No signature at all. */
    NOT_SIGNED,
    /** Something of the signature is missing or malformed. */
    INCOMPLETE,
    /** The access key, or the session token beside it, is not known. */
    UNKNOWN_KEY,
    /** The signature is another than the secret gives, or its time or scope is wrong. */
    WRONG_SIGNATURE,
    /** Temporary credentials that have ended. */
    EXPIRED_SESSION
  }
}
