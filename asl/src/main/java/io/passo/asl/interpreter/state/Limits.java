package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;

/** Limits of the language at run time. */
final class Limits {
  /** Length of inputs, parameters, results and outputs in bytes. */
  static final int PAYLOAD_BYTES = 262_144;

  /** Length of one variable, and of all that one {@code Assign} sets, in bytes (asl.md §4). */
  static final int ASSIGNED_BYTES = 262_144;

  /** Length of all variables of an execution in bytes. */
  static final long VARIABLE_BYTES = 10L << 20;

  /** Events of one history, the last one included. */
  static final int HISTORY_EVENTS = 25_000;

  /** Iterations of an inline Map that run at once, whatever {@code MaxConcurrency} says. */
  static final int INLINE_ITERATIONS = 40;

  private Limits() {}

  /** The effective input of a Task, branch or iteration, unless it is too large. */
  static Evaluation<Json> checkInput(Json input) {
    return input.size() <= PAYLOAD_BYTES
        ? Evaluation.value(input)
        : Evaluation.failed(
            ErrorName.DATA_LIMIT_EXCEEDED,
            "The input has a size exceeding the maximum number of bytes service limit.");
  }
}
