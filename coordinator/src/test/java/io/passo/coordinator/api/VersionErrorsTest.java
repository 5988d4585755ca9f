package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of the actions on versions. */
class VersionErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    return Stream.of(publish(), list(), delete()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> publish() {
    String action = "PublishStateMachineVersion";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("stateMachineArn")),
        of(
            action,
            json("{'stateMachineArn':'%s','description':'%s'}", THERE, "x".repeat(257)),
            "ValidationException: 1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 256"),
        of(
            action,
            json("{'stateMachineArn':'%s:live'}", THERE),
            "ValidationException: Expected the ARN of a state machine, not of a version or alias: "
                + THERE
                + ":live"),
        of(
            action,
            json("{'stateMachineArn':'%s/label'}", THERE),
            "ValidationException: This operation does not support labeled state machine ARNs: "
                + THERE
                + "/label"),
        of(
            action,
            json("{'stateMachineArn':'%s'}", RUN),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'"),
        of(
            action,
            json("{'stateMachineArn':'%sgone'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
        of(
            action,
            json("{'stateMachineArn':'%s'}", THERE.replace("000000000000", "000000000001")),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '"
                + THERE.replace("000000000000", "000000000001")
                + "'"),
        of(
            action,
            json("{'stateMachineArn':'%s','revisionId':'other'}", THERE),
            "ConflictException: Failed to publish the State Machine version: the current State Machine revision is INITIAL."));
  }

  private static Stream<Arguments> list() {
    String action = "ListStateMachineVersions";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("stateMachineArn")),
        of(
            action,
            json("{'stateMachineArn':'%s','maxResults':1001}", THERE),
            "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"),
        of(
            action,
            json("{'stateMachineArn':'there'}"),
            "InvalidArn: Invalid Arn: 'Invalid ARN prefix: there'"),
        of(
            action,
            json("{'stateMachineArn':'%s','nextToken':'x'}", THERE),
            "InvalidToken: Invalid Token: 'Invalid token'"));
  }

  private static Stream<Arguments> delete() {
    String action = "DeleteStateMachineVersion";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: "
                + missing("stateMachineVersionArn")),
        of(
            action,
            json("{'stateMachineVersionArn':'%s'}", THERE),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"),
        of(
            action,
            json("{'stateMachineVersionArn':'%s:live'}", THERE),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: alias'"),
        of(
            action,
            json("{'stateMachineVersionArn':'%sactivity:work'}", PREFIX),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: activity'"),
        of(
            action,
            json("{'stateMachineVersionArn':'%s:1'}", THERE),
            "ConflictException: Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]"));
  }
}
