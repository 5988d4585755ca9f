package io.passo.coordinator.security.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.coordinator.security.policy.Condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads policies; what it does not know it refuses, for a policy must not mean less than it says.
 */
final class PolicyParser {
  private static final int LONGEST = 20_480;
  private static final int DEEPEST = 16;
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT_MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final boolean trust;
  private final boolean variables;

  private PolicyParser(boolean trust, boolean variables) {
    this.trust = trust;
    this.variables = variables;
  }

  static PolicyDocument parse(String text, boolean trust) {
    if (text.length() > LONGEST) {
      throw new MalformedPolicyException(
          "Expected a policy of at most " + LONGEST + " characters but found " + text.length());
    }
    JsonNode policy = tree(text);
    checkMembers(policy, MEMBERS, "the policy");
    String version = policy.path("Version").asText("2008-10-17");
    if (!VERSIONS.contains(version)) {
      throw new MalformedPolicyException(
          "Expected Version to be 2012-10-17 or 2008-10-17 but found '" + version + "'");
    }
    PolicyParser parser = new PolicyParser(trust, version.equals("2012-10-17"));
    List<Statement> statements = new ArrayList<>();
    JsonNode found = policy.path("Statement");
    for (JsonNode statement : found.isArray() ? found : List.of(found)) {
      statements.add(parser.statement(statement, "Statement[" + statements.size() + "]"));
    }
    if (statements.isEmpty()) {
      throw new MalformedPolicyException("Expected at least one Statement but found none");
    }
    return new PolicyDocument(statements);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedPolicyException("Expected JSON but found: " + e.getOriginalMessage());
    }
  }

  private static void checkMembers(JsonNode object, Set<String> known, String where) {
    if (!object.isObject()) {
      throw new MalformedPolicyException("Expected " + where + " to be an object");
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey())) {
        throw new MalformedPolicyException(
            "Expected no member '" + member.getKey() + "' in " + where);
      }
    }
  }

  private Statement statement(JsonNode json, String where) {
    checkMembers(json, STATEMENT_MEMBERS, where);
    boolean notActions = oneOf(json, "Action", where);
    boolean notResources = !trust && oneOf(json, "Resource", where);
    boolean notPrincipals = trust && oneOf(json, "Principal", where);
    refuse(json, trust ? "Resource" : "Principal", where);
    return new Statement(
        json.path("Sid").asText(where),
        effect(json, where),
        trust
            ? principals(json.path(notPrincipals ? "NotPrincipal" : "Principal"), where)
            : List.of(),
        notPrincipals,
        actions(json.path(notActions ? "NotAction" : "Action"), where),
        notActions,
        trust ? List.of() : resources(json.path(notResources ? "NotResource" : "Resource"), where),
        notResources,
        conditions(json.path("Condition"), where));
  }

  private static boolean effect(JsonNode json, String where) {
    return switch (json.path("Effect").asText()) {
      case "Allow" -> true;
      case "Deny" -> false;
      default ->
          throw new MalformedPolicyException(
              "Expected Effect of " + where + " to be Allow or Deny");
    };
  }

  /** Whether the negated one of the two is there; exactly one must be. */
  private static boolean oneOf(JsonNode json, String name, String where) {
    boolean not = json.has("Not" + name);
    if (json.has(name) == not) {
      throw new MalformedPolicyException(
          "Expected either %s or Not%s in %s".formatted(name, name, where));
    }
    return not;
  }

  private static void refuse(JsonNode json, String name, String where) {
    if (json.has(name) || json.has("Not" + name)) {
      throw new MalformedPolicyException("Expected no " + name + " in " + where);
    }
  }

  private static List<String> principals(JsonNode json, String where) {
    if (json.isTextual() && json.asText().equals("*")) {
      return List.of("*");
    }
    checkMembers(json, Set.of("AWS", "Service"), "Principal of " + where);
    List<String> principals = new ArrayList<>();
    json.properties()
        .forEach(
            member -> {
              String prefix = member.getKey().equals("AWS") ? "" : "Service:";
              texts(member.getValue(), "Principal of " + where)
                  .forEach(name -> principals.add(prefix + name));
            });
    return principals;
  }

  private List<Glob> actions(JsonNode json, String where) {
    List<Glob> actions = new ArrayList<>();
    for (String action : texts(json, "Action of " + where)) {
      if (!action.matches("\\*|[A-Za-z0-9-]{1,64}:[A-Za-z0-9*?]{1,128}")) {
        throw new MalformedPolicyException(
            "Expected an action such as states:StartExecution in %s but found '%s'"
                .formatted(where, action));
      }
      actions.add(Glob.of(action, true, false));
    }
    return actions;
  }

  private List<Glob> resources(JsonNode json, String where) {
    List<Glob> resources = new ArrayList<>();
    for (String resource : texts(json, "Resource of " + where)) {
      if (!resource.equals("*") && !resource.startsWith("arn:")) {
        throw new MalformedPolicyException(
            "Expected an ARN or * as Resource of %s but found '%s'".formatted(where, resource));
      }
      resources.add(Glob.of(resource, true, variables));
    }
    return resources;
  }

  private List<Condition> conditions(JsonNode json, String where) {
    if (json.isMissingNode()) {
      return List.of();
    }
    if (!json.isObject()) {
      throw new MalformedPolicyException("Expected Condition of " + where + " to be an object");
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : json.properties()) {
      if (!operator.getValue().isObject()) {
        throw new MalformedPolicyException(
            "Expected %s in Condition of %s to be an object".formatted(operator.getKey(), where));
      }
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        conditions.add(condition(operator.getKey(), key.getKey(), key.getValue(), where));
      }
    }
    return conditions;
  }

  private Condition condition(String name, String key, JsonNode values, String where) {
    Quantifier quantifier =
        name.startsWith("ForAllValues:")
            ? Quantifier.FOR_ALL
            : name.startsWith("ForAnyValue:") ? Quantifier.FOR_ANY : Quantifier.NONE;
    String rest = quantifier == Quantifier.NONE ? name : name.substring(name.indexOf(':') + 1);
    boolean ifExists = rest.endsWith("IfExists");
    String plain = ifExists ? rest.substring(0, rest.length() - "IfExists".length()) : rest;
    Operator operator =
        Operator.named(plain)
            .filter(found -> found != Operator.NULL || plain.equals(name))
            .orElseThrow(
                () ->
                    new MalformedPolicyException(
                        "Expected a condition operator in %s but found '%s'"
                            .formatted(where, name)));
    ConditionKeys.check(key);
    List<Glob> wanted = new ArrayList<>();
    for (String value : texts(values, key + " in Condition of " + where)) {
      Glob glob = Glob.of(value, operator.takesWildcards(), variables);
      if (!glob.isVariable()) {
        operator.check(value);
      }
      wanted.add(glob);
    }
    return new Condition(operator, quantifier, ifExists, key, List.copyOf(wanted));
  }

  private static List<String> texts(JsonNode json, String what) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : json.isArray() ? json : List.of(json)) {
      if (!element.isTextual() && !element.isBoolean() && !element.isNumber()) {
        throw new MalformedPolicyException("Expected " + what + " to be a text or a list of texts");
      }
      texts.add(element.asText());
    }
    if (texts.isEmpty()) {
      throw new MalformedPolicyException("Expected " + what + " not to be empty");
    }
    return texts;
  }
}
