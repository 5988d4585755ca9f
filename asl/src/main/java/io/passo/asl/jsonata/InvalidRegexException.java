package io.passo.asl.jsonata;

/** A regular expression that cannot be compiled; the message says why. */
final class InvalidRegexException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidRegexException(String message) {
    super(message);
  }
}
