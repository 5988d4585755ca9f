package io.passo.asl.parse;

import static java.util.Map.entry;

import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of the parameters of optimised integrations, which are checked at creation (integrations.md
 * §2).
 */
final class IntegrationParameters {
  private static final Map<String, IntegrationParameters> BY_CALL =
      Map.ofEntries(
          entry(
              "lambda:invoke",
              required("FunctionName")
                  .optional("Payload", "Qualifier", "ClientContext", "InvocationType")),
          entry(
              "sqs:sendMessage",
              required("QueueUrl", "MessageBody")
                  .optional(
                      "DelaySeconds",
                      "MessageAttributes",
                      "MessageSystemAttributes",
                      "MessageDeduplicationId",
                      "MessageGroupId")),
          entry(
              "sns:publish",
              required("Message")
                  .optional(
                      "TopicArn",
                      "TargetArn",
                      "PhoneNumber",
                      "Subject",
                      "MessageAttributes",
                      "MessageStructure",
                      "MessageDeduplicationId",
                      "MessageGroupId")),
          entry(
              "states:startExecution",
              required("StateMachineArn").optional("Input", "Name", "TraceHeader")),
          entry(
              "kafka:produce", required("Topic", "Value").optional("Key", "Headers", "Partition")),
          entry("events:putEvents", required("Entries").optional("EndpointId")),
          entry(
              "apigateway:invoke",
              required("ApiEndpoint", "Method")
                  .optional(
                      "Headers",
                      "Stage",
                      "Path",
                      "QueryParameters",
                      "RequestBody",
                      "AllowNullValues",
                      "AuthType")),
          entry(
              "glue:startJobRun",
              required("JobName")
                  .optional(
                      "JobRunQueuingEnabled",
                      "JobRunId",
                      "Arguments",
                      "AllocatedCapacity",
                      "Timeout",
                      "MaxCapacity",
                      "SecurityConfiguration",
                      "NotificationProperty",
                      "WorkerType",
                      "NumberOfWorkers",
                      "ExecutionClass",
                      "ExecutionRoleSessionPolicy")),
          entry(
              "http:invoke",
              required("ApiEndpoint", "Method")
                  .optional(
                      "Authentication",
                      "InvocationConfig",
                      "Headers",
                      "QueryParameters",
                      "RequestBody",
                      "Transform")),
          entry(
              "dynamodb:getItem",
              required("TableName", "Key")
                  .optional(
                      "AttributesToGet",
                      "ConsistentRead",
                      "ExpressionAttributeNames",
                      "ProjectionExpression",
                      "ReturnConsumedCapacity")),
          entry("dynamodb:putItem", write("Item")),
          entry("dynamodb:deleteItem", write("Key")),
          entry(
              "dynamodb:updateItem",
              write("Key").optional("AttributeUpdates", "UpdateExpression")));

  private final List<String> required;
  private final Set<String> known;

  private IntegrationParameters(List<String> required, Set<String> known) {
    this.required = required;
    this.known = known;
  }

  /**
   * Reports required parameters that are missing and unknown ones. Without a template the input has
   * the parameters.
   */
  static void check(Fields task, @Nullable TaskResource resource) {
    IntegrationParameters expected =
        resource instanceof ServiceIntegration call
            ? BY_CALL.get(call.service() + ":" + call.action())
            : null;
    if (expected == null) {
      return;
    }
    if (task.isObject("Parameters")) {
      Fields parameters = Objects.requireNonNull(task.object("Parameters"));
      expected.check(
          parameters, parameters.names().stream().map(IntegrationParameters::withoutMarker));
    }
    if (task.isObject("Arguments")) {
      Fields arguments = Objects.requireNonNull(task.object("Arguments"));
      expected.check(arguments, arguments.names().stream());
    }
  }

  private void check(Fields parameters, Stream<String> names) {
    Set<String> given = names.collect(Collectors.toCollection(LinkedHashSet::new));
    for (String name : required) {
      if (!given.contains(name)) {
        parameters
            .diagnostics()
            .schema(parameters.pointer(), "The field '" + name + "' is required but was missing");
      }
    }
    for (String name : given) {
      if (!known.contains(name)) {
        parameters
            .diagnostics()
            .schema(
                parameters.pointer(),
                "The field \"" + name + "\" is not supported by Step Functions");
      }
    }
  }

  private static String withoutMarker(String name) {
    return name.endsWith(".$") ? name.substring(0, name.length() - 2) : name;
  }

  /** A write to DynamoDB that names what it is about by {@code subject}. */
  private static IntegrationParameters write(String subject) {
    return required("TableName", subject)
        .optional(
            "ConditionalOperator",
            "ConditionExpression",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure");
  }

  private static IntegrationParameters required(String... names) {
    return new IntegrationParameters(List.of(names), Set.of(names));
  }

  private IntegrationParameters optional(String... names) {
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(List.of(names));
    return new IntegrationParameters(required, all);
  }
}
