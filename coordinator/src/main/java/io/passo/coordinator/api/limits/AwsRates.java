package io.passo.coordinator.api.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS's rates (operations.md §8.2). */
final class AwsRates {
  private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");
  private static final String[] OF_WORKERS = {
    "GetActivityTask", "SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"
  };
  private static final Map<String, Rate> LARGE = large();
  private static final Map<String, Rate> OTHERS = others();

  private AwsRates() {}

  /** Rates in a region. */
  static Map<String, Rate> of(String region) {
    return LARGE_REGIONS.contains(region) ? LARGE : OTHERS;
  }

  private static Map<String, Rate> large() {
    Map<String, Rate> rates = new HashMap<>();
    put(rates, 5000, 5000, TransitionBuckets.NAME);
    put(rates, 1300, 300, "StartExecution", "RedriveExecution");
    put(rates, 6000, 6000, RateLimits.START_EXPRESS);
    put(rates, 1000, 200, "StopExecution");
    put(rates, 3000, 500, OF_WORKERS);
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

  private static Map<String, Rate> others() {
    Map<String, Rate> rates = new HashMap<>(LARGE);
    put(rates, 800, 800, TransitionBuckets.NAME);
    put(rates, 800, 150, "StartExecution", "RedriveExecution");
    put(rates, 500, 25, "StopExecution");
    put(rates, 1500, 300, OF_WORKERS);
    put(rates, 250, 10, "DescribeExecution");
    put(rates, 100, 2, "ListExecutions");
    put(rates, 100, 5, "ListActivities");
    return Map.copyOf(rates);
  }

  private static void put(Map<String, Rate> rates, int size, int perSecond, String... names) {
    List.of(names).forEach(name -> rates.put(name, new Rate(size, perSecond)));
  }
}
