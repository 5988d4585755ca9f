package io.passo.asl.validate;

import io.passo.asl.model.TaskResource.ServiceIntegration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which actions of which service can be called how (integrations.md §2 and §4). */
final class ServiceIntegrations {
  private static final String SDK = "aws-sdk:";

  /**
   * A line per kind of call: the suffixes offered besides request-response, then service and
   * actions.
   */
  private static final String TABLE =
      """
      sync,sync:2,waitForTaskToken states startExecution
      sync,waitForTaskToken ecs runTask
      sync,waitForTaskToken eks runJob
      waitForTaskToken lambda invoke
      waitForTaskToken sqs sendMessage
      waitForTaskToken sns publish
      waitForTaskToken events putEvents
      waitForTaskToken apigateway invoke
      waitForTaskToken bedrock invokeModel
      sync bedrock createModelCustomizationJob
      sync batch submitJob
      sync glue startJobRun
      sync databrew startJobRun
      sync athena startQueryExecution
      sync codebuild startBuild startBuildBatch retryBuildBatch
      sync sagemaker createTrainingJob createTransformJob createHyperParameterTuningJob createLabelingJob
      sync sagemaker createProcessingJob
      sync elasticmapreduce createCluster terminateCluster addStep
      sync emr-containers deleteVirtualCluster startJobRun
      sync emr-serverless createApplication startApplication stopApplication deleteApplication startJobRun
      sync emr-serverless cancelJobRun
      sync eks createCluster deleteCluster createFargateProfile deleteFargateProfile createNodegroup deleteNodegroup
      sync mediaconvert createJob
      - dynamodb getItem putItem updateItem deleteItem
      - athena stopQueryExecution getQueryExecution getQueryResults
      - codebuild stopBuild batchDeleteBuilds batchGetReports stopBuildBatch deleteBuildBatch
      - sagemaker createEndpoint createEndpointConfig createModel updateEndpoint
      - elasticmapreduce cancelStep setClusterTerminationProtection modifyInstanceFleetByName
      - elasticmapreduce modifyInstanceGroupByName
      - emr-containers createVirtualCluster
      - eks call
      - bedrockagentcore invokeHarness
      - http invoke
      """;

  private static final Map<String, Set<String>> SUFFIXES = suffixes();

  private ServiceIntegrations() {}

  /** Whether the service has the action and the action the pattern. */
  static boolean offers(ServiceIntegration call) {
    if (call.service().startsWith(SDK)) {
      return offersSdkPattern(call.suffix());
    }
    Set<String> offered = SUFFIXES.get(call.service() + ":" + call.action());
    return offered != null && (call.suffix() == null || offered.contains(call.suffix()));
  }

  private static boolean offersSdkPattern(@Nullable String suffix) {
    return suffix == null || suffix.equals("waitForTaskToken");
  }

  private static Map<String, Set<String>> suffixes() {
    Map<String, Set<String>> suffixes = new HashMap<>();
    TABLE.lines().map(line -> line.split(" ", -1)).forEach(line -> add(line, suffixes));
    return suffixes;
  }

  private static void add(String[] line, Map<String, Set<String>> suffixes) {
    Set<String> offered =
        line[0].equals("-") ? Set.of() : new HashSet<>(Arrays.asList(line[0].split(",", -1)));
    for (String action : Arrays.asList(line).subList(2, line.length)) {
      suffixes.put(line[1] + ":" + action, offered);
    }
  }
}
