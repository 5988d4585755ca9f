package io.passo.integration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Task calls, from its Resource ARN.
 *
 * @param service for example {@code sqs}
 * @param action for example {@code sendMessage}; {@link #FUNCTION} for the ARN of a Lambda function
 * @param callback true with {@code .waitForTaskToken}: the Task goes on after the call
 */
public record Resource(String service, String action, boolean callback) {
  /** Action of a Task whose resource is itself the ARN of a function. */
  public static final String FUNCTION = "function";

  private static final Pattern INTEGRATION =
      Pattern.compile(
          "arn:[a-z-]+:states:[^:]*:[^:]*:((?:aws-sdk:)?[A-Za-z0-9-]+):([A-Za-z0-9]+)(\\.waitForTaskToken)?");
  private static final Pattern FUNCTION_ARN =
      Pattern.compile("arn:[a-z-]+:lambda:[^:]+:[^:]+:function:[^:]+(:[^:]+)?");

  /** Reads an ARN; empty if it is neither a call nor a callback of a service, nor a function. */
  static Optional<Resource> parse(String arn) {
    Matcher integration = INTEGRATION.matcher(arn);
    if (integration.matches()) {
      return Optional.of(
          new Resource(integration.group(1), integration.group(2), integration.group(3) != null));
    }
    return FUNCTION_ARN.matcher(arn).matches()
        ? Optional.of(new Resource("lambda", FUNCTION, false))
        : Optional.empty();
  }
}
