package io.passo.task.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.worker.ResultSize;
import java.time.Duration;
import java.util.Locale;

/** Errors that Lambda itself reports about a function, in its words (integrations.md §7). */
public final class SandboxErrors {
  /** Largest answer of a function, in bytes: Lambda's own limit, or ours if that is raised. */
  public static final int LARGEST_RESPONSE = Math.max(6 << 20, ResultSize.LIMIT);

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int SIGNALLED = 128;

  private SandboxErrors() {}

  /** The function did not answer within its time. */
  public static FunctionError timedOut(String requestId, Duration limit) {
    return error(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            limit.toMillis() / 1000.0));
  }

  /** The answer is larger than {@link #LARGEST_RESPONSE}. */
  public static FunctionError responseTooLarge() {
    return error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
  }

  /**
   * The process ended before it had answered.
   *
   * @param status exit status as Java gives it: 128 and the number for a signal
   */
  public static FunctionError exited(String requestId, int status) {
    return error("Runtime.ExitError", "RequestId: " + requestId + " Error: " + reason(status));
  }

  /** The process was ended because it took more memory than it may. */
  public static FunctionError outOfMemory(String requestId) {
    return error(
        "Runtime.OutOfMemory",
        "RequestId: " + requestId + " Error: Runtime exited with error: signal: killed");
  }

  /** The process could not be started. */
  public static FunctionError invalidEntrypoint(String requestId, String why) {
    return error("Runtime.InvalidEntrypoint", "RequestId: " + requestId + " Error: " + why);
  }

  private static FunctionError error(String type, String message) {
    return new FunctionError(
        type,
        MAPPER.createObjectNode().put("errorType", type).put("errorMessage", message).toString());
  }

  private static String reason(int status) {
    if (status == 0) {
      return "Runtime exited without providing a reason";
    }
    return "Runtime exited with error: "
        + (status > SIGNALLED ? "signal: " + signal(status - SIGNALLED) : "exit status " + status);
  }

  private static String signal(int number) {
    return switch (number) {
      case 4 -> "illegal instruction";
      case 6 -> "aborted";
      case 7 -> "bus error";
      case 9 -> "killed";
      case 11 -> "segmentation fault";
      case 15 -> "terminated";
      default -> "signal " + number;
    };
  }
}
