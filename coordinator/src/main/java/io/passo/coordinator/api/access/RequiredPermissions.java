package io.passo.coordinator.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.access.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that a request needs (operations.md §5.1): one for its action, and more for what
 * it does on the side. Texts that are no ARNs are taken as they are; the action refuses them.
 */
final class RequiredPermissions {
  private static final String SERVICE = "states:";
  private static final int QUALIFIER = 7;

  private final JsonNode request;
  private final CallerIdentity caller;

  private RequiredPermissions(JsonNode request, CallerIdentity caller) {
    this.request = request;
    this.caller = caller;
  }

  static List<Permission> of(String action, JsonNode request, CallerIdentity caller) {
    return new RequiredPermissions(request, caller).of(action);
  }

  private List<Permission> of(String action) {
    return switch (action) {
      case "CreateStateMachine" -> creation(created("stateMachine:"), action);
      case "UpdateStateMachine" -> creation(text("stateMachineArn"), action);
      case "CreateActivity" -> creation(created("activity:"), action);
      case "TestState" -> test();
      case "CreateStateMachineAlias" -> List.of(newAlias(action));
      case "TagResource", "UntagResource" ->
          List.of(tagged(new Permission(SERVICE + action, unqualified(text("resourceArn")))));
      case "ListActivities",
          "ListStateMachines",
          "SendTaskSuccess",
          "SendTaskFailure",
          "SendTaskHeartbeat",
          "ValidateStateMachineDefinition" ->
          List.of(new Permission(SERVICE + action, "*"));
      default -> List.of(named(action));
    };
  }

  private String created(String type) {
    return Arns.scope(caller).arn(type + text("name"));
  }

  private List<Permission> creation(String arn, String action) {
    List<Permission> wanted = new ArrayList<>();
    wanted.add(tagged(new Permission(SERVICE + action, unqualified(arn))));
    if (request.path("tags").size() > 0) {
      wanted.add(tagged(new Permission(SERVICE + "TagResource", unqualified(arn))));
    }
    if (request.path("publish").asBoolean()) {
      wanted.add(new Permission(SERVICE + "PublishStateMachineVersion", unqualified(arn)));
    }
    if (request.path("roleArn").isTextual()) {
      wanted.add(passRole());
    }
    return wanted;
  }

  private List<Permission> test() {
    List<Permission> wanted = new ArrayList<>();
    wanted.add(new Permission(SERVICE + "TestState", "*"));
    if (request.path("roleArn").isTextual()) {
      wanted.add(passRole());
    }
    if (request.path("revealSecrets").asBoolean()) {
      wanted.add(new Permission(SERVICE + "RevealSecrets", "*"));
    }
    return wanted;
  }

  private Permission passRole() {
    return new Permission("iam:PassRole", text("roleArn"))
        .with("iam:PassedToService", "states.amazonaws.com");
  }

  private Permission newAlias(String action) {
    JsonNode first = request.path("routingConfiguration").path(0).path("stateMachineVersionArn");
    return new Permission(SERVICE + action, unqualified(first.asText()))
        .with("states:StateMachineQualifier", text("name"));
  }

  /** A request that names the one thing it is about. */
  private Permission named(String action) {
    for (String member :
        List.of(
            "mapRunArn",
            "stateMachineArn",
            "stateMachineVersionArn",
            "stateMachineAliasArn",
            "executionArn",
            "activityArn",
            "resourceArn")) {
      String arn = request.path(member).textValue();
      if (arn != null) {
        Permission wanted = new Permission(SERVICE + action, unqualified(arn));
        String qualifier = qualifier(arn);
        return qualifier == null ? wanted : wanted.with("states:StateMachineQualifier", qualifier);
      }
    }
    return new Permission(SERVICE + action, "*");
  }

  private Permission tagged(Permission wanted) {
    Map<String, List<String>> keys = new HashMap<>(wanted.keys());
    List<String> names = new ArrayList<>();
    for (JsonNode tag : request.path("tags")) {
      String key = tag.path("key").asText();
      names.add(key);
      keys.put("aws:RequestTag/" + key, List.of(tag.path("value").asText()));
    }
    request.path("tagKeys").forEach(key -> names.add(key.asText()));
    if (!names.isEmpty()) {
      keys.put("aws:TagKeys", names);
    }
    return new Permission(wanted.action(), wanted.resource(), keys);
  }

  private String text(String member) {
    return request.path(member).asText();
  }

  private static @Nullable String qualifier(String arn) {
    String[] fields = arn.split(":", -1);
    return fields.length == QUALIFIER + 1 && fields[5].equals("stateMachine")
        ? fields[QUALIFIER]
        : null;
  }

  // Versions and aliases are authorised as their state machine.
  private static String unqualified(String arn) {
    String qualifier = qualifier(arn);
    return qualifier == null ? arn : arn.substring(0, arn.length() - qualifier.length() - 1);
  }
}
