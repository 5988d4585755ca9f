package io.passo.asl.validate;

import io.passo.asl.model.TaskResource.ServiceIntegration;
import org.jspecify.annotations.Nullable;

/** Which actions of which service can be called how (integrations.md §2 and §4). */
final class ServiceIntegrations {
  private static final String SDK = "aws-sdk:";

  private static final IntegrationTable TABLE =
      new IntegrationTable(
          """
          sync,sync:2,waitForTaskToken states startExecution
          sync,waitForTaskToken ecs runTask
          sync,waitForTaskToken eks runJob
          waitForTaskToken lambda invoke
          waitForTaskToken sqs sendMessage
          waitForTaskToken sns publish
          waitForTaskToken events putEvents
          waitForTaskToken apigateway invoke
          waitForTaskToken kafka produce
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
          """);

  private ServiceIntegrations() {}

  /** Whether the service has the action and the action the pattern. */
  static boolean offers(ServiceIntegration call) {
    return call.service().startsWith(SDK) ? offersSdkPattern(call.suffix()) : TABLE.offers(call);
  }

  private static boolean offersSdkPattern(@Nullable String suffix) {
    return suffix == null || suffix.equals("waitForTaskToken");
  }
}
