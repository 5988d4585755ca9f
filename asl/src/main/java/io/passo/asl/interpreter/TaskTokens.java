package io.passo.asl.interpreter;

import io.passo.asl.model.TaskResource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the task token of an attempt: a function of its arguments and a key, so that deciding stays
 * deterministic.
 */
@FunctionalInterface
public interface TaskTokens {
  /**
   * @param executionArn ARN of the execution
   * @param attempt id of the scheduling history event
   * @return the opaque token (at most 200 characters, correctness.md §11)
   */
  String mint(String executionArn, long attempt);

  /** The token that an attempt of this resource gets; null if nobody may end it from outside. */
  default @Nullable String of(TaskResource resource, String executionArn, long attempt) {
    return switch (resource) {
      case TaskResource.LambdaFunction ignored -> null;
      case TaskResource.ServiceIntegration service
          when service.pattern() == TaskResource.Pattern.REQUEST_RESPONSE ->
          null;
      case TaskResource.Activity ignored -> mint(executionArn, attempt);
      case TaskResource.ServiceIntegration ignored -> mint(executionArn, attempt);
    };
  }
}
