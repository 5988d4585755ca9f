package io.passo.asl.interpreter.state;

/** Limits of the language at run time. */
final class Limits {
  /** Length of inputs, parameters, results and outputs in bytes. */
  static final int PAYLOAD_BYTES = 262_144;

  /** Iterations of an inline Map that run at once, whatever {@code MaxConcurrency} says. */
  static final int INLINE_ITERATIONS = 40;

  private Limits() {}
}
