package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of RedriveExecution; the execution runs. */
class RedriveErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    String action = "RedriveExecution";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("executionArn")),
        of(
            action,
            json("{'executionArn':'%s','clientToken':''}", RUN),
            "ValidationException: 2 validation errors detected: Value '' at 'clientToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [!-~]+"),
        of(
            action,
            json("{'executionArn':'%s','clientToken':'a b'}", RUN),
            "ValidationException: 1 validation error detected: Value 'a b' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [!-~]+"),
        of(
            action,
            json("{'executionArn':'%sexpress:there:run:1'}", PREFIX),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'"),
        of(
            action,
            json("{'executionArn':'%s2'}", RUN),
            "ExecutionDoesNotExist: Execution Does Not Exist: '" + RUN + "2'"),
        of(
            action,
            json("{'executionArn':'%s'}", RUN.replace("000000000000", "000000000001")),
            "ExecutionDoesNotExist: Execution Does Not Exist: '"
                + RUN.replace("000000000000", "000000000001")
                + "'"),
        of(
            action,
            json("{'executionArn':'%s'}", RUN),
            "ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven"));
  }
}
