package io.passo.integration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Task calls, from its Resource ARN.
 *
 * @param service for example {@code sqs}
 * @param action for example {@code sendMessage}; {@link #FUNCTION} for the ARN of a Lambda function
 * @param ending when the Task goes on
 */
public record Resource(String service, String action, Ending ending) {
  /** Action of a Task whose resource is itself the ARN of a function. */
  public static final String FUNCTION = "function";

  private static final Pattern INTEGRATION =
      Pattern.compile(
          "arn:[a-z-]+:states:[^:]*:[^:]*:((?:aws-sdk:)?[A-Za-z0-9-]+):([A-Za-z0-9]+)"
              + "(?:\\.(waitForTaskToken|sync|sync:2))?");
  private static final Pattern FUNCTION_ARN =
      Pattern.compile("arn:[a-z-]+:lambda:[^:]+:[^:]+:function:[^:]+(:[^:]+)?");

  /** When the Task goes on (integrations.md §1). */
  public enum Ending {
    /** When the service has answered. */
    ANSWER,
    /** {@code .waitForTaskToken}: when somebody gives the token back. */
    CALLBACK,
    /** {@code .sync}: when the job has ended. */
    JOB,
    /** {@code .sync:2}: the same, with JSON in the result instead of text. */
    JOB_AS_JSON
  }

  /** Reads an ARN; empty if it is neither a call of a service nor a function. */
  public static Optional<Resource> parse(String arn) {
    Matcher integration = INTEGRATION.matcher(arn);
    if (integration.matches()) {
      return Optional.of(
          new Resource(integration.group(1), integration.group(2), ending(integration.group(3))));
    }
    return FUNCTION_ARN.matcher(arn).matches()
        ? Optional.of(new Resource("lambda", FUNCTION, Ending.ANSWER))
        : Optional.empty();
  }

  private static Ending ending(@Nullable String suffix) {
    return switch (suffix) {
      case "waitForTaskToken" -> Ending.CALLBACK;
      case "sync" -> Ending.JOB;
      case "sync:2" -> Ending.JOB_AS_JSON;
      case null, default -> Ending.ANSWER;
    };
  }

  /** True if the Task waits for a job. */
  public boolean isJob() {
    return ending == Ending.JOB || ending == Ending.JOB_AS_JSON;
  }
}
