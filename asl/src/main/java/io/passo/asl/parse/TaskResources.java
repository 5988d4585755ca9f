package io.passo.asl.parse;

import io.passo.asl.model.TaskResource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Resource} of a Task (asl.md §6.6). */
public final class TaskResources {
  // Region and account are not checked: a definition may hold placeholders until it runs.
  private static final Pattern LAMBDA =
      Pattern.compile("arn:aws[a-z-]*:lambda:[^:\\s]+:[^:\\s]+:function:[^:\\s]+(:[^:\\s]+)?");
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:aws[a-z-]*:states:[^:\\s]+:[^:\\s]+:activity:\\S+");
  private static final Pattern SERVICE =
      Pattern.compile(
          "arn:aws[a-z-]*:states:::(?<service>(?:aws-sdk:)?[a-z0-9-]+):(?<action>[a-zA-Z0-9]+)"
              + "(?:\\.(?<suffix>sync|sync:2|waitForTaskToken))?");

  private TaskResources() {}

  /** The resource an ARN names, or empty if it has none of the supported forms. */
  public static Optional<TaskResource> parse(String arn) {
    if (LAMBDA.matcher(arn).matches()) {
      return Optional.of(new TaskResource.LambdaFunction(arn));
    }
    if (ACTIVITY.matcher(arn).matches()) {
      return Optional.of(new TaskResource.Activity(arn));
    }
    Matcher service = SERVICE.matcher(arn);
    return service.matches() ? Optional.of(integration(arn, service)) : Optional.empty();
  }

  private static TaskResource integration(String arn, Matcher service) {
    String suffix = service.group("suffix");
    return new TaskResource.ServiceIntegration(
        arn, service.group("service"), service.group("action"), pattern(suffix), suffix);
  }

  private static TaskResource.Pattern pattern(@Nullable String suffix) {
    if (suffix == null) {
      return TaskResource.Pattern.REQUEST_RESPONSE;
    }
    return suffix.startsWith("sync")
        ? TaskResource.Pattern.SYNC
        : TaskResource.Pattern.WAIT_FOR_TASK_TOKEN;
  }
}
