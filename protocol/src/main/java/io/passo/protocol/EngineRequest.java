package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What the API asks of the owner of a partition, in {@code passo.requests[partition]}. Written by
 * coordinators only.
 */
public sealed interface EngineRequest {
  Caller caller();

  ExecutionKey key();

  /**
   * Who waits for the answer.
   *
   * @param requestId names the request; the same id is used when it is sent again
   * @param instanceId instance whose caller waits
   * @param sentAt wall clock in milliseconds of the first sending
   */
  record Caller(String requestId, String instanceId, long sentAt) {}

  /**
   * {@code StartExecution}; the API has checked name, input and state machine.
   *
   * @param named true if the caller chose the name: then the answer depends on earlier executions
   *     of that name
   * @param startDate start time in milliseconds; it travels in the input so that an answer given
   *     before the commit stays true
   */
  record StartExecution(
      Caller caller,
      ExecutionKey key,
      String executionArn,
      String name,
      boolean named,
      String account,
      String stateMachineArn,
      String stateMachineName,
      String definitionHash,
      String roleArn,
      Payload input,
      long startDate,
      @Nullable String stateMachineVersionArn,
      @Nullable String stateMachineAliasArn,
      @Nullable String traceHeader)
      implements EngineRequest {}

  /** {@code StopExecution}. */
  record StopExecution(
      Caller caller,
      ExecutionKey key,
      String executionArn,
      @Nullable String error,
      @Nullable String cause)
      implements EngineRequest {}

  /**
   * {@code RedriveExecution}; the API has checked that it may be redriven.
   *
   * @param clientToken names the redrive, so that a repeated request is known
   */
  record RedriveExecution(
      Caller caller, ExecutionKey key, String executionArn, @Nullable String clientToken)
      implements EngineRequest {}

  /** {@code SendTaskSuccess}; the token has been checked by the API. */
  record SendTaskSuccess(Caller caller, ExecutionKey key, long attempt, Payload output)
      implements EngineRequest {}

  /** {@code SendTaskFailure}. */
  record SendTaskFailure(
      Caller caller, ExecutionKey key, long attempt, @Nullable String error, @Nullable String cause)
      implements EngineRequest {}

  /** {@code SendTaskHeartbeat}. */
  record SendTaskHeartbeat(Caller caller, ExecutionKey key, long attempt)
      implements EngineRequest {}

  /**
   * {@code GetActivityTask} found this attempt waiting and wants it; the first that is committed
   * gets it.
   */
  record ClaimActivityTask(
      Caller caller, ExecutionKey key, long attempt, @Nullable String workerName)
      implements EngineRequest {}

  /**
   * {@code UpdateMapRun}; what is null stays as it is.
   *
   * @param frame frame of the Map Run in the execution
   * @param toleratedPercentage decimal number as text
   */
  record UpdateMapRun(
      Caller caller,
      ExecutionKey key,
      String frame,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedCount,
      @Nullable String toleratedPercentage)
      implements EngineRequest {}
}
