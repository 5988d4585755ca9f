package io.passo.coordinator.api.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rates of AWS's large regions (operations.md §8.2). */
final class AwsRates {
  static final Map<String, Rate> BY_ACTION = all();

  private AwsRates() {}

  private static Map<String, Rate> all() {
    Map<String, Rate> rates = new HashMap<>();
    put(rates, 1300, 300, "StartExecution", "RedriveExecution");
    put(rates, 1000, 200, "StopExecution");
    put(
        rates,
        3000,
        500,
        "GetActivityTask",
        "SendTaskSuccess",
        "SendTaskFailure",
        "SendTaskHeartbeat");
    put(rates, 300, 15, "DescribeExecution");
    put(rates, 400, 20, "GetExecutionHistory");
    put(rates, 200, 5, "ListExecutions");
    put(rates, 100, 5, "ListStateMachines");
    put(rates, 100, 10, "ListActivities");
    put(rates, 200, 20, "DescribeStateMachine");
    put(
        rates,
        200,
        1,
        "DescribeActivity",
        "DescribeMapRun",
        "DescribeStateMachineAlias",
        "DescribeStateMachineForExecution",
        "TagResource",
        "UntagResource");
    put(rates, 50, 10, "TestState");
    put(
        rates,
        100,
        1,
        "CreateActivity",
        "CreateStateMachine",
        "CreateStateMachineAlias",
        "UpdateMapRun",
        "UpdateStateMachine",
        "UpdateStateMachineAlias",
        "DeleteActivity",
        "DeleteStateMachine",
        "DeleteStateMachineAlias",
        "DeleteStateMachineVersion",
        "PublishStateMachineVersion",
        "ValidateStateMachineDefinition",
        "ListMapRuns",
        "ListStateMachineAliases",
        "ListStateMachineVersions",
        "ListTagsForResource");
    return Map.copyOf(rates);
  }

  private static void put(Map<String, Rate> rates, int size, int perSecond, String... actions) {
    List.of(actions).forEach(action -> rates.put(action, new Rate(size, perSecond)));
  }
}
