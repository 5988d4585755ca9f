package io.passo.asl.interpreter.state;

/** Limits of the language at run time that nobody can raise. */
final class Limits {
  /** Length of one variable, and of all that one {@code Assign} sets, in bytes (asl.md §4). */
  static final int ASSIGNED_BYTES = 262_144;

  /** Length of all variables of an execution in bytes. */
  static final long VARIABLE_BYTES = 10L << 20;

  /** Iterations of an inline Map that run at once, whatever {@code MaxConcurrency} says. */
  static final int INLINE_ITERATIONS = 40;

  private Limits() {}
}
