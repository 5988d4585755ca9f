package io.passo.worker;

import org.jspecify.annotations.Nullable;

/** How large the result of a step may be (asl.md §6.6). */
public final class ResultSize {
  /** Largest result, in bytes of its UTF-8 text: {@code PASSO_PAYLOAD_LIMIT}, AWS's if not set. */
  public static final int LIMIT = limit(System.getenv("PASSO_PAYLOAD_LIMIT"));

  private static final int STRICT = 262_144;

  private static final String INTEGRATION = ":states:::";

  private ResultSize() {}

  /** The limit that a setting says. */
  static int limit(@Nullable String setting) {
    return setting == null || setting.isBlank() ? STRICT : Integer.parseInt(setting.strip());
  }

  /** True if a result of so many bytes must not be reported. */
  public static boolean isExceeded(int bytes) {
    return bytes > LIMIT;
  }

  /** What is reported instead: {@code States.DataLimitExceeded}, in the words of the service. */
  public static StepOutcome exceeded(String resource) {
    return StepOutcome.failed(
        "States.DataLimitExceeded",
        "The state/task '"
            + name(resource)
            + "' returned a result with a size exceeding the maximum number of bytes service limit.");
  }

  // Service integrations are named by their service, functions by their ARN.
  private static String name(String resource) {
    int at = resource.indexOf(INTEGRATION);
    if (at < 0) {
      return resource;
    }
    String action = resource.substring(at + INTEGRATION.length());
    return action.substring(0, Math.max(action.lastIndexOf(':'), 0));
  }
}
