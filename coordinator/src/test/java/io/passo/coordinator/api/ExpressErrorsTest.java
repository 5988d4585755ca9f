package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of StartSyncExecution, and of actions that are not for Express. */
class ExpressErrorsTest extends ErrorCases {
  private static final String UNSUPPORTED =
      "StateMachineTypeNotSupported: This operation is not supported by this type of state machine";
  private static final String WRONG_KIND =
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'";

  static Stream<Arguments> cases() {
    return Stream.concat(startSync(), notForExpress());
  }

  private static Stream<Arguments> startSync() {
    String action = "StartSyncExecution";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("stateMachineArn")),
        of(action, json("{'stateMachineArn':'%s'}", THERE), UNSUPPORTED),
        of(
            action,
            json("{'stateMachineArn':'%s'}", PREFIX + "stateMachine:nowhere"),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '"
                + PREFIX
                + "stateMachine:nowhere'"),
        of(
            action,
            json("{'stateMachineArn':'%s','name':'a:b'}", THERE),
            "InvalidName: Invalid Name: 'a:b'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':''}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected a JSON value but the text is empty'"));
  }

  private static Stream<Arguments> notForExpress() {
    String execution = json("{'executionArn':'%s'}", PREFIX + "express:quick:run:1");
    return Stream.of(
            "DescribeExecution",
            "GetExecutionHistory",
            "StopExecution",
            "DescribeStateMachineForExecution")
        .map(action -> of(action, execution, WRONG_KIND));
  }
}
