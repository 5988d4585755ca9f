package io.passo.asl.data;

/**
 * Text that should have been one JSON value is not; the message is the parser's, without the text.
 */
public final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidJsonException(String message) {
    super(message);
  }
}
