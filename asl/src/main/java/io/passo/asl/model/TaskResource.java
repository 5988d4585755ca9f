package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/** What a Task state calls, parsed from its {@code Resource} (asl.md §6.6). */
public sealed interface TaskResource {
  /** The ARN as written in the definition. */
  String arn();

  /**
   * Legacy direct call of a function: {@code
   * arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]}.
   */
  record LambdaFunction(String arn) implements TaskResource {}

  /** {@code arn:aws:states:<region>:<account>:activity:<name>}. */
  record Activity(String arn) implements TaskResource {}

  /**
   * {@code arn:aws:states:::<service>:<action>[.<pattern>]}.
   *
   * @param arn as written
   * @param service for example {@code lambda}, {@code sqs}, {@code aws-sdk:s3}: the {@code
   *     resourceType} of the history
   * @param action for example {@code invoke}, without the pattern
   * @param pattern how the Task ends
   * @param suffix the pattern as written ({@code sync:2}), null for request-response
   */
  record ServiceIntegration(
      String arn, String service, String action, Pattern pattern, @Nullable String suffix)
      implements TaskResource {
    /** The {@code resource} of the history: action with its suffix. */
    public String historyResource() {
      return suffix == null ? action : action + "." + suffix;
    }
  }

  /** Integration pattern (integrations.md §1). */
  enum Pattern {
    REQUEST_RESPONSE,
    SYNC,
    WAIT_FOR_TASK_TOKEN
  }
}
