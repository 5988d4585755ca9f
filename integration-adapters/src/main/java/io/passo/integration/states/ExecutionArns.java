package io.passo.integration.states;

import java.util.Arrays;

/** ARNs of executions. */
final class ExecutionArns {
  private static final int RESOURCE_TYPE = 5;
  private static final int MACHINE_NAME = 6;

  private ExecutionArns() {}

  /**
   * ARN of an execution.
   *
   * @param stateMachineArn its state machine, also with a version or an alias
   * @param name its name
   */
  static String of(String stateMachineArn, String name) {
    String[] parts = stateMachineArn.split(":", -1);
    if (parts.length <= MACHINE_NAME) {
      return stateMachineArn;
    }
    parts[RESOURCE_TYPE] = "execution";
    return String.join(":", Arrays.asList(parts).subList(0, MACHINE_NAME + 1)) + ":" + name;
  }
}
