package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.Event.FailureKind;
import io.passo.asl.model.TaskResource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** History of an attempt, in the words of what the Task calls (history.md §2). */
final class TaskEvents {
  private TaskEvents() {}

  static Details scheduled(TaskResource resource, TaskCall call, String region) {
    Long timeout = seconds(call.timeout());
    Long heartbeat = seconds(call.heartbeat());
    return switch (resource) {
      case TaskResource.LambdaFunction function ->
          new Details.LambdaFunctionScheduled(
              function.arn(), call.parameters(), timeout, call.roleArn());
      case TaskResource.Activity activity ->
          new Details.ActivityScheduled(activity.arn(), call.parameters(), timeout, heartbeat);
      case TaskResource.ServiceIntegration service ->
          new Details.TaskScheduled(
              service.service(),
              service.historyResource(),
              region,
              call.parameters(),
              timeout,
              heartbeat,
              call.roleArn());
    };
  }

  static Details started(TaskResource resource, @Nullable String workerName) {
    return switch (resource) {
      case TaskResource.LambdaFunction ignored ->
          new Details.Plain(EventType.LAMBDA_FUNCTION_STARTED);
      case TaskResource.Activity ignored -> new Details.ActivityStarted(workerName);
      case TaskResource.ServiceIntegration service ->
          new Details.TaskStarted(service.service(), service.historyResource());
    };
  }

  static Details submitted(TaskResource.ServiceIntegration service, Json output) {
    return new Details.TaskOutput(
        EventType.TASK_SUBMITTED, service.service(), service.historyResource(), output);
  }

  static Details succeeded(TaskResource resource, Json output) {
    return switch (resource) {
      case TaskResource.LambdaFunction ignored ->
          new Details.Output(EventType.LAMBDA_FUNCTION_SUCCEEDED, output);
      case TaskResource.Activity ignored ->
          new Details.Output(EventType.ACTIVITY_SUCCEEDED, output);
      case TaskResource.ServiceIntegration service ->
          new Details.TaskOutput(
              EventType.TASK_SUCCEEDED, service.service(), service.historyResource(), output);
    };
  }

  static Details failed(TaskResource resource, FailureKind kind, Failure failure) {
    return switch (resource) {
      case TaskResource.LambdaFunction ignored ->
          new Details.Failure(function(kind), failure.error(), failure.cause());
      case TaskResource.Activity ignored ->
          new Details.Failure(activity(kind), failure.error(), failure.cause());
      case TaskResource.ServiceIntegration service ->
          new Details.TaskFailure(
              service(kind),
              service.service(),
              service.historyResource(),
              failure.error(),
              failure.cause());
    };
  }

  private static EventType function(FailureKind kind) {
    return switch (kind) {
      case FAILED, SUBMIT_FAILED -> EventType.LAMBDA_FUNCTION_FAILED;
      case TIMED_OUT -> EventType.LAMBDA_FUNCTION_TIMED_OUT;
      case SCHEDULE_FAILED -> EventType.LAMBDA_FUNCTION_SCHEDULE_FAILED;
      case START_FAILED -> EventType.LAMBDA_FUNCTION_START_FAILED;
    };
  }

  private static EventType activity(FailureKind kind) {
    return switch (kind) {
      case FAILED, SUBMIT_FAILED, START_FAILED -> EventType.ACTIVITY_FAILED;
      case TIMED_OUT -> EventType.ACTIVITY_TIMED_OUT;
      case SCHEDULE_FAILED -> EventType.ACTIVITY_SCHEDULE_FAILED;
    };
  }

  private static EventType service(FailureKind kind) {
    return switch (kind) {
      case FAILED -> EventType.TASK_FAILED;
      case TIMED_OUT -> EventType.TASK_TIMED_OUT;
      case SUBMIT_FAILED -> EventType.TASK_SUBMIT_FAILED;
      case SCHEDULE_FAILED, START_FAILED -> EventType.TASK_START_FAILED;
    };
  }

  /** Whether a failure of this kind comes after the attempt has started. */
  static boolean followsStart(FailureKind kind) {
    return switch (kind) {
      case FAILED, TIMED_OUT, SUBMIT_FAILED -> true;
      case SCHEDULE_FAILED, START_FAILED -> false;
    };
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }
}
