package io.passo.asl.lint;

import io.passo.asl.model.State;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.util.Set;
import java.util.function.Consumer;

/** Lambda itself fails now and then; such errors are gone at the next attempt. */
final class LambdaRetries extends EachState {
  private static final Set<String> TRANSIENT =
      Set.of(
          "States.ALL",
          "States.TaskFailed",
          "Lambda.ServiceException",
          "Lambda.SdkClientException",
          "Lambda.AWSLambdaException",
          "Lambda.TooManyRequestsException");

  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof TaskState task
        && isFunction(task.resource())
        && task.retry().stream()
            .noneMatch(each -> each.errorEquals().stream().anyMatch(TRANSIENT::contains))) {
      report.accept(
          Finding.note(
              "LAMBDA_WITHOUT_RETRY",
              state,
              "Errors of the service itself are not retried: add a Retrier for"
                  + " Lambda.ServiceException, Lambda.AWSLambdaException,"
                  + " Lambda.SdkClientException and Lambda.TooManyRequestsException"));
    }
  }

  private static boolean isFunction(TaskResource resource) {
    return switch (resource) {
      case TaskResource.LambdaFunction ignored -> true;
      case TaskResource.Activity ignored -> false;
      case TaskResource.ServiceIntegration call ->
          call.service().equals("lambda") && call.action().equals("invoke");
    };
  }
}
