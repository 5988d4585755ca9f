package io.passo.coordinator.history;

import io.passo.asl.interpreter.ExecutionStatus;

/** How a status is stored: numbers that never change their meaning. */
final class StatusCode {
  private static final ExecutionStatus[] BY_CODE = {
    ExecutionStatus.RUNNING,
    ExecutionStatus.SUCCEEDED,
    ExecutionStatus.FAILED,
    ExecutionStatus.TIMED_OUT,
    ExecutionStatus.ABORTED
  };

  private StatusCode() {}

  static short of(ExecutionStatus status) {
    for (short code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code] == status) {
        return code;
      }
    }
    throw new IllegalArgumentException("Expected a status with a code but found " + status);
  }

  static ExecutionStatus status(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalStateException(
          "Expected a status code below " + BY_CODE.length + " but found " + code);
    }
    return BY_CODE[code];
  }
}
