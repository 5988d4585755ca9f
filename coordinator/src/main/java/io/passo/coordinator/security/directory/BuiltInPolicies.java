package io.passo.coordinator.security.directory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Managed policies of {@code arn:aws:iam::aws:policy/} that every account can attach. */
final class BuiltInPolicies {
  static final Map<String, ManagedPolicy> BY_ARN = all();

  private static final String READ =
      "\"states:ListStateMachines\",\"states:ListActivities\",\"states:Describe*\",\"states:List*\","
          + "\"states:GetExecutionHistory\",\"states:ValidateStateMachineDefinition\"";

  private BuiltInPolicies() {}

  private static Map<String, ManagedPolicy> all() {
    List<ManagedPolicy> policies =
        List.of(
            allow("/", "AdministratorAccess", "\"*\""),
            allow("/", "AWSStepFunctionsFullAccess", "\"states:*\""),
            allow("/", "AWSStepFunctionsReadOnlyAccess", READ),
            policy(
                "/",
                "AWSStepFunctionsConsoleFullAccess",
                statement("\"states:*\",\"iam:ListRoles\",\"lambda:ListFunctions\"", "*")
                    + ","
                    + statement("\"iam:PassRole\"", "arn:aws:iam::*:role/*StatesExecutionRole*")),
            allow(
                "/",
                "PassoStartOnly",
                "\"states:StartExecution\",\"states:StartSyncExecution\",\"states:DescribeExecution\""),
            allow(
                "/",
                "PassoOperator",
                READ
                    + ",\"states:StopExecution\",\"states:RedriveExecution\",\"states:UpdateMapRun\""),
            allow("/service-role/", "AWSLambdaRole", "\"lambda:InvokeFunction\""));
    Map<String, ManagedPolicy> byArn = new LinkedHashMap<>();
    policies.forEach(policy -> byArn.put(policy.arn(), policy));
    return Map.copyOf(byArn);
  }

  private static ManagedPolicy allow(String path, String name, String actions) {
    return policy(path, name, statement(actions, "*"));
  }

  private static String statement(String actions, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":\"%s\"}"
        .formatted(actions, resource);
  }

  private static ManagedPolicy policy(String path, String name, String statements) {
    return new ManagedPolicy(
        "aws",
        path,
        name,
        "ANPA" + name.toUpperCase(Locale.ROOT),
        Instant.EPOCH,
        Instant.EPOCH,
        "",
        1,
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
  }
}
