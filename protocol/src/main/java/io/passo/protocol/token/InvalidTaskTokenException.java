package io.passo.protocol.token;

/** Text that is no task token of this cluster. The message never repeats the text. */
public final class InvalidTaskTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  InvalidTaskTokenException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong with it. */
  public Reason reason() {
    return reason;
  }

  /** Why a token is refused. */
  public enum Reason {
    /** Not the shape of a token. */
    MALFORMED,
    /** The shape of a token, signed by somebody else or changed. */
    BAD_MAC
  }
}
