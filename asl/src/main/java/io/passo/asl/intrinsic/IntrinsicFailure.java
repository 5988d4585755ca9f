package io.passo.asl.intrinsic;

/**
 * Leaves a function that cannot give a result; becomes a value at {@link IntrinsicFunction#call}.
 */
final class IntrinsicFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  IntrinsicFailure(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
