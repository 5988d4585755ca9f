package io.passo.asl.local;

/** An execution does not end: it waits for what never comes, or turns in circles. */
public final class EndlessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EndlessException(String message) {
    super(message);
  }
}
