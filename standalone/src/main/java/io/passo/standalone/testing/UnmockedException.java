package io.passo.standalone.testing;

/** A state calls something that the test says nothing about. */
final class UnmockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnmockedException(String message) {
    super(message);
  }
}
