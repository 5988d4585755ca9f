package io.passo.protocol.codec;

/**
 * Bytes that are no message of the expected kind, or one for a newer reader. The message never
 * repeats payload.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }

  MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
