package io.passo.asl.history;

/** Stored bytes that should have been a chunk of history are not. */
public final class InvalidHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidHistoryException(String message) {
    super(message);
  }

  InvalidHistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
