package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of the actions on aliases. */
class AliasErrorsTest extends ErrorCases {
  private static final String NOT_FOUND =
      "ResourceNotFound: Request references a resource that does not exist.";

  static Stream<Arguments> cases() {
    return Stream.of(create(), routing(), update(), describeAndDelete(), list())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> create() {
    String action = "CreateStateMachineAlias";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 2 validation errors detected: "
                + missing("routingConfiguration")
                + "; "
                + missing("name")),
        of(
            action,
            routed("12", to(THERE + ":1", 100)),
            "ValidationException: 1 validation error detected: Value '12' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$"),
        of(
            action,
            routed("a"),
            "ValidationException: 1 validation error detected: Value at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        of(
            action,
            routed("a", to("x", 1), to("y", 1), to("z", 98)),
            "ValidationException: 1 validation error detected: Value at 'routingConfiguration' failed to satisfy constraint: Member must have length less than or equal to 2"),
        of(
            action,
            routed("a", to(THERE + ":1", 101)),
            "ValidationException: 1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100"),
        of(
            action,
            routed("a", "{}"),
            "ValidationException: 2 validation errors detected: "
                + missing("routingConfiguration.1.member.stateMachineVersionArn")
                + "; "
                + missing("routingConfiguration.1.member.weight")),
        of(action, routed("a", to(THERE + ":7", 100)), NOT_FOUND),
        of(action, routed("a", to(THERE + "gone:1", 100)), NOT_FOUND),
        of(
            action,
            routed("a", to(THERE.replace("000000000000", "000000000001") + ":1", 100)),
            NOT_FOUND),
        of(
            action,
            "{\"description\":\"other\"," + routed("live", to(THERE + ":1", 100)).substring(1),
            "ConflictException: Failed to create alias because an alias with the same name and a different routing configuration already exists."));
  }

  private static Stream<Arguments> routing() {
    String action = "CreateStateMachineAlias";
    return Stream.of(
        of(action, routed("a", to("x", 100)), "InvalidArn: Invalid Arn: 'Invalid ARN prefix: x'"),
        of(
            action,
            routed("a", to(THERE, 100)),
            "ValidationException: Routing configuration must contain state machine version ARNs. Received: ["
                + THERE
                + "]"),
        of(
            action,
            routed("a", to(THERE + ":live", 100)),
            "ValidationException: Routing configuration must contain state machine version ARNs. Received: ["
                + THERE
                + ":live]"),
        of(
            action,
            routed("a", to(THERE + ":1", 50), to(THERE + ":1", 50)),
            "ValidationException: Routing configuration must contain distinct state machine version ARNs. Received: ["
                + THERE
                + ":1, "
                + THERE
                + ":1]"),
        of(
            action,
            routed("a", to(THERE + ":1", 50), to(THERE + "2:1", 50)),
            "ValidationException: Routing configuration must contain versions of the same state machine. Received: ["
                + THERE
                + ":1, "
                + THERE
                + "2:1]"),
        of(
            action,
            routed("a", to(THERE + ":1", 70), to(THERE + ":2", 29)),
            "ValidationException: Sum of routing configuration weights must equal 100. Received: [70, 29]"),
        of(
            action,
            routed("a", to(THERE + ":1", 99)),
            "ValidationException: Sum of routing configuration weights must equal 100. Received: [99]"));
  }

  private static Stream<Arguments> update() {
    String action = "UpdateStateMachineAlias";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("stateMachineAliasArn")),
        of(
            action,
            json("{'stateMachineAliasArn':'%s:live'}", THERE),
            "ValidationException: Either the description or the routingConfiguration must be specified"),
        of(action, json("{'stateMachineAliasArn':'%s:dead','description':'d'}", THERE), NOT_FOUND),
        of(
            action,
            json("{'stateMachineAliasArn':'%sgone:live','description':'d'}", THERE),
            NOT_FOUND),
        of(
            action,
            json(
                "{'stateMachineAliasArn':'%s:live','routingConfiguration':[%s]}",
                THERE, to(THERE + ":9", 100)),
            NOT_FOUND),
        of(
            action,
            json(
                "{'stateMachineAliasArn':'%s:live','routingConfiguration':[%s]}",
                THERE, to(THERE + "2:1", 100)),
            "ValidationException: Routing configuration must contain versions of the state machine of the alias"));
  }

  private static Stream<Arguments> describeAndDelete() {
    return Stream.of("DescribeStateMachineAlias", "DeleteStateMachineAlias")
        .flatMap(
            action ->
                Stream.of(
                    of(
                        action,
                        "{}",
                        "ValidationException: 1 validation error detected: "
                            + missing("stateMachineAliasArn")),
                    of(
                        action,
                        json("{'stateMachineAliasArn':'%s'}", THERE),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"),
                    of(
                        action,
                        json("{'stateMachineAliasArn':'%s:1'}", THERE),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: version'"),
                    of(action, json("{'stateMachineAliasArn':'%s:dead'}", THERE), NOT_FOUND)));
  }

  private static Stream<Arguments> list() {
    String action = "ListStateMachineAliases";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("stateMachineArn")),
        of(
            action,
            json("{'stateMachineArn':'%sgone'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
        of(action, json("{'stateMachineArn':'%s:9'}", THERE), NOT_FOUND),
        of(
            action,
            json("{'stateMachineArn':'%s:live'}", THERE),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: alias'"),
        of(
            action,
            json("{'stateMachineArn':'%s','nextToken':'x'}", THERE),
            "InvalidToken: Invalid Token: 'Invalid token'"));
  }

  private static String routed(String name, String... routes) {
    return json("{'name':'%s','routingConfiguration':[%s]}", name, String.join(",", routes));
  }

  private static String to(String version, int weight) {
    return json("{'stateMachineVersionArn':'%s','weight':%d}", version, weight);
  }
}
