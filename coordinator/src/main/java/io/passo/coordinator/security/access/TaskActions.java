package io.passo.coordinator.security.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.model.TaskResource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The permissions that a Task needs, by what it calls with what. */
final class TaskActions {
  private static final String SDK = "aws-sdk:";
  // Services whose permissions have another prefix than their name in Resource.
  private static final Map<String, String> PREFIXES =
      Map.of(
          "sfn", "states",
          "eventbridge", "events",
          "cloudwatchlogs", "logs",
          "apigateway", "execute-api",
          "kafka", "kafka-cluster");

  private final String region;
  private final String account;
  private final String stateMachineArn;

  private TaskActions(String stateMachineArn) {
    String[] machine = stateMachineArn.split(":", 6);
    this.region = machine.length > 4 ? machine[3] : "";
    this.account = machine.length > 4 ? machine[4] : "";
    this.stateMachineArn = stateMachineArn;
  }

  /**
   * All of them must be allowed.
   *
   * @param parameters what the Task calls the resource with
   */
  static List<Permission> of(TaskResource resource, JsonNode parameters, String stateMachineArn) {
    return switch (resource) {
      case TaskResource.LambdaFunction function ->
          List.of(new Permission("lambda:InvokeFunction", function.arn()));
      case TaskResource.Activity ignored -> List.of();
      case TaskResource.ServiceIntegration service ->
          new TaskActions(stateMachineArn).of(service, parameters);
    };
  }

  private List<Permission> of(TaskResource.ServiceIntegration called, JsonNode parameters) {
    boolean sdk = called.service().startsWith(SDK);
    String name = sdk ? called.service().substring(SDK.length()) : called.service();
    String service = PREFIXES.getOrDefault(name, name);
    String action = pascal(called.action());
    return switch (service) {
      case "http" -> List.of(http(parameters));
      case "execute-api" ->
          List.of(new Permission(sdk ? "apigateway:" + action : "execute-api:Invoke", null));
      case "kafka-cluster" ->
          List.of(
              new Permission(
                  "kafka-cluster:WriteData", named("kafka", "topic/", text(parameters, "Topic"))));
      case "lambda" ->
          List.of(
              new Permission(
                  action.equals("Invoke") ? "lambda:InvokeFunction" : "lambda:" + action,
                  function(parameters)));
      case "events" -> events(action, parameters);
      case "s3" ->
          List.of(
              new Permission(
                  S3Actions.permission(action, text(parameters, "VersionId")),
                  object(text(parameters, "Bucket"), text(parameters, "Key"))));
      default -> {
        List<Permission> wanted = new ArrayList<>();
        wanted.add(new Permission(service + ":" + action, resource(service, parameters)));
        if (called.pattern() == TaskResource.Pattern.SYNC) {
          wanted.addAll(following(service, parameters));
        }
        yield wanted;
      }
    };
  }

  /**
   * What ending the job needs that a Task starts; nothing if it starts none.
   *
   * @param parameters what the Task starts the job with
   */
  static List<Permission> toStop(
      TaskResource resource, JsonNode parameters, String stateMachineArn) {
    return resource instanceof TaskResource.ServiceIntegration called
            && called.pattern() == TaskResource.Pattern.SYNC
        ? new TaskActions(stateMachineArn)
            .job(called.service(), parameters, "states:StopExecution", "glue:BatchStopJobRun")
        : List.of();
  }

  // What cannot be looked at never ends, so it does not start (operations.md §5.3).
  private List<Permission> following(String service, JsonNode parameters) {
    return job(service, parameters, "states:DescribeExecution", "glue:GetJobRun");
  }

  private List<Permission> job(
      String service, JsonNode parameters, String ofExecutions, String ofJobs) {
    return switch (service) {
      case "states" -> List.of(new Permission(ofExecutions, executions(states(parameters))));
      case "glue" -> List.of(new Permission(ofJobs, resource(service, parameters)));
      default -> List.of();
    };
  }

  /** All executions of a state machine, as policies name them. */
  private static @Nullable String executions(@Nullable String machine) {
    return machine == null ? null : machine.replace(":stateMachine:", ":execution:") + ":*";
  }

  private @Nullable String resource(String service, JsonNode parameters) {
    return switch (service) {
      case "sqs" -> queue(text(parameters, "QueueUrl"));
      case "sns" -> first(parameters, "TopicArn", "TargetArn");
      case "dynamodb" -> named("dynamodb", "table/", text(parameters, "TableName"));
      case "glue" -> named("glue", "job/", text(parameters, "JobName"));
      case "secretsmanager" -> named("secretsmanager", "secret:", text(parameters, "SecretId"));
      case "states" -> states(parameters);
      default -> null;
    };
  }

  private Permission http(JsonNode parameters) {
    return new Permission("states:InvokeHTTPEndpoint", stateMachineArn)
        .with("states:HTTPEndpoint", String.valueOf(text(parameters, "ApiEndpoint")))
        .with("states:HTTPMethod", String.valueOf(text(parameters, "Method")));
  }

  private @Nullable String function(JsonNode parameters) {
    String name = text(parameters, "FunctionName");
    if (name == null) {
      return null;
    }
    String qualifier = text(parameters, "Qualifier");
    String arn =
        name.matches("\\d{12}:function:.*")
            ? "arn:aws:lambda:" + region + ":" + name
            : named("lambda", "function:", name);
    return qualifier == null ? arn : arn + ":" + qualifier;
  }

  private List<Permission> events(String action, JsonNode parameters) {
    List<Permission> wanted = new ArrayList<>();
    for (JsonNode entry : parameters.path("Entries")) {
      String bus = text(entry, "EventBusName");
      wanted.add(
          new Permission(
              "events:" + action, named("events", "event-bus/", bus == null ? "default" : bus)));
    }
    return wanted.isEmpty() ? List.of(new Permission("events:" + action, null)) : wanted;
  }

  // Versions and aliases are authorised as their state machine.
  private static @Nullable String states(JsonNode parameters) {
    String machine = text(parameters, "StateMachineArn");
    if (machine == null) {
      return first(parameters, "ExecutionArn", "MapRunArn", "ActivityArn");
    }
    String[] fields = machine.split(":", -1);
    return fields.length == 8 ? machine.substring(0, machine.lastIndexOf(':')) : machine;
  }

  private @Nullable String queue(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      String[] path = Objects.requireNonNullElse(URI.create(url).getPath(), "").split("/", -1);
      return path.length < 2
          ? null
          : "arn:aws:sqs:%s:%s:%s".formatted(region, path[path.length - 2], path[path.length - 1]);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String object(@Nullable String bucket, @Nullable String key) {
    return bucket == null ? null : "arn:aws:s3:::" + bucket + (key == null ? "" : "/" + key);
  }

  /** A name as ARN; ARNs stay as they are. */
  private @Nullable String named(String service, String type, @Nullable String name) {
    if (name == null || name.startsWith("arn:")) {
      return name;
    }
    return "arn:aws:%s:%s:%s:%s%s".formatted(service, region, account, type, name);
  }

  private static @Nullable String first(JsonNode parameters, String... names) {
    for (String name : names) {
      String value = text(parameters, name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String text(JsonNode parameters, String name) {
    return parameters.path(name).textValue();
  }

  private static String pascal(String action) {
    return action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
  }
}
