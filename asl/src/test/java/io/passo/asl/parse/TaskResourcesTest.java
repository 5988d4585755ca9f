package io.passo.asl.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.model.TaskResource.Activity;
import io.passo.asl.model.TaskResource.LambdaFunction;
import io.passo.asl.model.TaskResource.Pattern;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskResourcesTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::lambda:invoke, lambda, invoke, REQUEST_RESPONSE, ",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken, sqs, sendMessage, WAIT_FOR_TASK_TOKEN, waitForTaskToken",
    "arn:aws:states:::states:startExecution.sync, states, startExecution, SYNC, sync",
    "arn:aws:states:::states:startExecution.sync:2, states, startExecution, SYNC, sync:2",
    "arn:aws-cn:states:::aws-sdk:s3:listObjectsV2, aws-sdk:s3, listObjectsV2, REQUEST_RESPONSE, ",
    "arn:aws:states:::emr-containers:startJobRun.sync, emr-containers, startJobRun, SYNC, sync"
  })
  void shouldReadServiceIntegrations(
      String arn, String service, String action, Pattern pattern, String suffix) {
    // when, then
    assertThat(TaskResources.parse(arn))
        .contains(new ServiceIntegration(arn, service, action, pattern, suffix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:lambda:us-east-1:123456789012:function:Hello",
        "arn:aws:lambda:us-east-1:123456789012:function:Hello:$LATEST",
        "arn:aws-us-gov:lambda:your-region:your-account-id:function:yourFunction:7"
      })
  void shouldReadFunctions(String arn) {
    // when, then
    assertThat(TaskResources.parse(arn)).contains(new LambdaFunction(arn));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:states:us-east-1:123456789012:activity:Review"})
  void shouldReadActivities(String arn) {
    // when, then
    assertThat(TaskResources.parse(arn)).contains(new Activity(arn));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "create",
        "arn:aws:states:::lambda",
        "arn:aws:states:::lambda:invoke.soon",
        "arn:aws:states:us-east-1::lambda:invoke",
        "arn:aws:states:us-east-1:123456789012:stateMachine:X",
        "arn:aws:lambda:us-east-1:123456789012:layer:X",
        "arn:azure:states:::lambda:invoke"
      })
  void shouldRefuseOtherText(String arn) {
    // when, then
    assertThat(TaskResources.parse(arn)).isEmpty();
  }
}
