package io.passo.asl.intrinsic;

/** Text that should have been an intrinsic call is not. */
public final class IntrinsicSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  IntrinsicSyntaxException(String message) {
    super(message);
  }
}
