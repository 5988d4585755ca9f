package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of the actions on activities and tasks. */
class ActivityErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    return Stream.of(activities(), tasks()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> activities() {
    return Stream.concat(
        Stream.of("DescribeActivity", "DeleteActivity", "GetActivityTask")
            .flatMap(
                action ->
                    Stream.of(
                        of(
                            action,
                            "{}",
                            "ValidationException: 1 validation error detected: "
                                + missing("activityArn")),
                        of(
                            action,
                            json("{'activityArn':'work'}"),
                            "InvalidArn: Invalid Arn: 'Invalid ARN prefix: work'"),
                        of(
                            action,
                            json("{'activityArn':'%s'}", THERE),
                            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"))),
        Stream.of(
            of(
                "CreateActivity",
                "{}",
                "ValidationException: 1 validation error detected: " + missing("name")),
            of("CreateActivity", json("{'name':'a*'}"), "InvalidName: Invalid Name: 'a*'"),
            of(
                "DescribeActivity",
                json("{'activityArn':'%sactivity:gone'}", PREFIX),
                "ActivityDoesNotExist: Activity Does Not Exist: '" + PREFIX + "activity:gone'"),
            of(
                "GetActivityTask",
                json("{'activityArn':'%sactivity:gone'}", PREFIX),
                "ActivityDoesNotExist: Activity Does Not Exist: '" + PREFIX + "activity:gone'"),
            of(
                "GetActivityTask",
                json("{'activityArn':'%sactivity:work','workerName':''}", PREFIX),
                "ValidationException: 1 validation error detected: Value '' at 'workerName' failed to satisfy constraint: Member must have length greater than or equal to 1")));
  }

  private static Stream<Arguments> tasks() {
    String closed = Service.token(RUN, 5);
    String changed = closed.substring(0, closed.length() - 4) + "AAAA";
    String foreign = Service.token(RUN.replace("000000000000", "000000000001"), 5);
    return Stream.concat(
        Stream.of("SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat")
            .flatMap(
                action ->
                    Stream.of(
                        of(
                            action,
                            json("{'output':'7'}"),
                            "ValidationException: 1 validation error detected: "
                                + missing("taskToken")),
                        of(
                            action,
                            json("{'taskToken':'x','output':'7'}"),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'taskToken':'%s','output':'7'}", changed),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'taskToken':'%s','output':'7'}", foreign),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'taskToken':'%s','output':'7'}", closed),
                            "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'"))),
        Stream.of(
            of(
                "SendTaskSuccess",
                json("{'taskToken':'%s'}", closed),
                "ValidationException: 1 validation error detected: " + missing("output")),
            of(
                "SendTaskSuccess",
                json("{'taskToken':'%s','output':'{'}", closed),
                "InvalidOutput: Invalid Output: 'Unexpected end-of-input: expected close marker for Object (start marker at [line: 1, column: 1]) at [line: 1, column: 2]'"),
            of(
                "SendTaskFailure",
                json("{'taskToken':'%s','error':'%s'}", closed, "x".repeat(257)),
                "ValidationException: 1 validation error detected: Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256")));
  }
}
