package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of the actions on executions, and of lists. */
class ExecutionErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    return Stream.of(startExecution(), executions(), lists()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> startExecution() {
    String action = "StartExecution";
    return Stream.of(
        of(
            action,
            json("{'stateMachineArn':'%s','name':'a:b'}", THERE),
            "InvalidName: Invalid Name: 'a:b'"),
        of(
            action,
            json("{'stateMachineArn':'%s','name':'%s'}", THERE, "x".repeat(81)),
            "ValidationException: 1 validation error detected: Value '"
                + "x".repeat(81)
                + "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'nonsense'}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Unrecognized token 'nonsense': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') at [line: 1, column: 1]'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':''}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected a JSON value but the text is empty'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'{} 7'}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected one JSON value but found more text after it'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'%s'}", THERE, BIG),
            "ValidationException: 1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'\\'%s\\''}", THERE, "é".repeat(200_000)),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected at most 262144 bytes but found 400002'"),
        of(
            action,
            json("{'stateMachineArn':'%s','traceHeader':'é'}", THERE),
            "ValidationException: 1 validation error detected: Value 'é' at 'traceHeader' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{ASCII}*"),
        of(
            action,
            json("{'stateMachineArn':'%sgone'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
        of(
            action,
            json("{'stateMachineArn':'%s:2'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + ":2'"),
        of(
            action,
            json("{'stateMachineArn':'%s:dead'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + ":dead'"),
        of(
            action,
            json("{'stateMachineArn':'%s/label'}", THERE),
            "ValidationException: This operation does not support labeled state machine ARNs: "
                + THERE
                + "/label"),
        of(
            action,
            json("{'stateMachineArn':'%s','name':'run','input':'7'}", THERE),
            "ExecutionAlreadyExists: Execution Already Exists: '" + RUN + "'"));
  }

  private static Stream<Arguments> executions() {
    return Stream.of(
            "DescribeExecution",
            "StopExecution",
            "GetExecutionHistory",
            "DescribeStateMachineForExecution")
        .flatMap(
            action ->
                Stream.of(
                    of(
                        action,
                        "{}",
                        "ValidationException: 1 validation error detected: "
                            + missing("executionArn")),
                    of(
                        action,
                        json("{'executionArn':'run'}"),
                        "InvalidArn: Invalid Arn: 'Invalid ARN prefix: run'"),
                    of(
                        action,
                        json("{'executionArn':'%sexpress:there:run:1'}", PREFIX),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'"),
                    of(
                        action,
                        json("{'executionArn':'%s'}", THERE),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"),
                    of(
                        action,
                        json("{'executionArn':'%s2'}", RUN),
                        "ExecutionDoesNotExist: Execution Does Not Exist: '" + RUN + "2'"),
                    of(
                        action,
                        json("{'executionArn':'%s'}", RUN.replace("000000000000", "000000000001")),
                        "ExecutionDoesNotExist: Execution Does Not Exist: '"
                            + RUN.replace("000000000000", "000000000001")
                            + "'")));
  }

  private static Stream<Arguments> lists() {
    return Stream.concat(
        Stream.of("ListStateMachines", "ListActivities")
            .flatMap(
                action ->
                    Stream.of(
                        of(
                            action,
                            json("{'maxResults':1001}"),
                            "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"),
                        of(
                            action,
                            json("{'maxResults':-1,'nextToken':''}"),
                            "ValidationException: 2 validation errors detected: Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1"),
                        of(
                            action,
                            json("{'nextToken':'nonsense'}"),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'nextToken':'ÄÖ'}"),
                            "InvalidToken: Invalid Token: 'Invalid token'"))),
        Stream.of(
            of(
                "ListExecutions",
                "{}",
                "ValidationException: Exactly one of stateMachineArn and mapRunArn must be specified"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','mapRunArn':'%smapRun:a/b:1'}", THERE, PREFIX),
                "ValidationException: Exactly one of stateMachineArn and mapRunArn must be specified"),
            of(
                "ListExecutions",
                json("{'mapRunArn':'%smapRun:a/b:1'}", PREFIX),
                "ResourceNotFound: Request references a resource that does not exist."),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','statusFilter':'PENDING_REDRIVE'}", THERE),
                "ValidationException: The status filter PENDING_REDRIVE needs a mapRunArn"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','statusFilter':'DONE'}", THERE),
                "ValidationException: 1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%sgone'}", THERE),
                "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','nextToken':'x'}", THERE),
                "InvalidToken: Invalid Token: 'Invalid token'"),
            of(
                "GetExecutionHistory",
                json("{'executionArn':'%s','nextToken':'x'}", RUN),
                "InvalidToken: Invalid Token: 'Invalid token'")));
  }
}
