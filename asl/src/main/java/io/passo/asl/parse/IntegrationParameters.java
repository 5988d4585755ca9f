package io.passo.asl.parse;

import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of the parameters of optimised integrations, which are checked at creation (integrations.md
 * §2).
 */
final class IntegrationParameters {
  private static final Map<String, IntegrationParameters> BY_CALL =
      Map.of(
          "lambda:invoke",
          required("FunctionName")
              .optional("Payload", "Qualifier", "ClientContext", "InvocationType"),
          "sqs:sendMessage",
          required("QueueUrl", "MessageBody")
              .optional(
                  "DelaySeconds",
                  "MessageAttributes",
                  "MessageSystemAttributes",
                  "MessageDeduplicationId",
                  "MessageGroupId"));

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
    if (expected != null && task.isObject("Parameters")) {
      Fields parameters = task.object("Parameters");
      if (parameters != null) {
        expected.check(parameters);
      }
    }
  }

  private void check(Fields parameters) {
    Set<String> given = new LinkedHashSet<>();
    parameters.names().forEach(name -> given.add(withoutMarker(name)));
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

  private static IntegrationParameters required(String... names) {
    return new IntegrationParameters(List.of(names), Set.of(names));
  }

  private IntegrationParameters optional(String... names) {
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(List.of(names));
    return new IntegrationParameters(required, all);
  }
}
