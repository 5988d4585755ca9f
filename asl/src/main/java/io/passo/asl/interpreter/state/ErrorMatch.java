package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import java.util.List;

/** Whether {@code ErrorEquals} of a Retrier or Catcher is for a failure (asl.md §7.1). */
final class ErrorMatch {
  private ErrorMatch() {}

  static boolean matches(List<String> errorEquals, Failure failure) {
    if (ErrorName.RUNTIME.equals(failure.error()) || failure.kind() == Failure.Kind.OUTPUT) {
      return false;
    }
    for (String name : errorEquals) {
      if (matches(name, failure)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String name, Failure failure) {
    if (name.equals(failure.error())) {
      return true;
    }
    // By its own name only: to everyone else it is States.Runtime.
    if (ErrorName.PARAMETER_PATH_FAILURE.equals(failure.error())) {
      return false;
    }
    return switch (name) {
      case ErrorName.ALL -> true;
      case ErrorName.TASK_FAILED -> !ErrorName.TIMEOUT.equals(failure.error());
      case ErrorName.HEARTBEAT_TIMEOUT -> failure.kind() == Failure.Kind.HEARTBEAT;
      case ErrorName.BRANCH_FAILED -> failure.kind() == Failure.Kind.BRANCH;
      default -> false;
    };
  }
}
