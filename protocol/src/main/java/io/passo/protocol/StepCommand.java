package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a worker gets to do. Key of the Kafka record: {@link #attemptId()}.
 *
 * @param key execution
 * @param executionArn its ARN
 * @param attempt id of the scheduling history event; (execution, attempt) is the attempt
 * @param frame frame that waits
 * @param visit id of the Entered event: (execution, frame, visit) is the step key, stable over
 *     retries
 * @param partition engine partition that waits for the result
 * @param account account (tenant) of the execution
 * @param stateMachineArn state machine
 * @param stateName Task state
 * @param resource Resource ARN as written
 * @param input effective input of the call
 * @param retryCount attempts of this visit before this one
 * @param timeoutSeconds {@code TimeoutSeconds}, if given
 * @param heartbeatSeconds {@code HeartbeatSeconds}, if given
 * @param scheduledAt when it was scheduled, milliseconds since the epoch
 * @param deadline moment after which it must not be started, milliseconds since the epoch, if any
 * @param taskToken token for callbacks
 * @param roleArn role to act as, if the Task names one
 * @param traceHeader trace header of the execution
 * @param resultKey per-attempt key (base64url) that results are signed with
 * @param replyTo coordinator that runs the execution in memory: results and questions go to its
 *     partition of {@code passo.replies}; null: to {@code passo.results[partition]}
 * @param mayStop whether the job that it starts may be ended when nobody waits for it any more
 */
public record StepCommand(
    ExecutionKey key,
    String executionArn,
    long attempt,
    String frame,
    long visit,
    int partition,
    String account,
    String stateMachineArn,
    String stateName,
    String resource,
    Payload input,
    int retryCount,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer heartbeatSeconds,
    long scheduledAt,
    @Nullable Long deadline,
    @Nullable String taskToken,
    @Nullable String roleArn,
    @Nullable String traceHeader,
    String resultKey,
    @Nullable String replyTo,
    boolean mayStop)
    implements StepMessage {

  /** A command whose result goes to the partition that owns the execution. */
  public StepCommand(
      ExecutionKey key,
      String executionArn,
      long attempt,
      String frame,
      long visit,
      int partition,
      String account,
      String stateMachineArn,
      String stateName,
      String resource,
      Payload input,
      int retryCount,
      @Nullable Integer timeoutSeconds,
      @Nullable Integer heartbeatSeconds,
      long scheduledAt,
      @Nullable Long deadline,
      @Nullable String taskToken,
      @Nullable String roleArn,
      @Nullable String traceHeader,
      String resultKey) {
    this(
        key,
        executionArn,
        attempt,
        frame,
        visit,
        partition,
        account,
        stateMachineArn,
        stateName,
        resource,
        input,
        retryCount,
        timeoutSeconds,
        heartbeatSeconds,
        scheduledAt,
        deadline,
        taskToken,
        roleArn,
        traceHeader,
        resultKey,
        null,
        true);
  }

  /**
   * The same for an execution that an instance runs in memory.
   *
   * @param instanceId the instance
   * @param end moment after which nobody waits for a result, milliseconds since the epoch
   */
  public StepCommand repliedTo(String instanceId, long end) {
    return with(input, deadline == null ? end : Math.min(deadline, end), instanceId, mayStop);
  }

  /** The same with another form of its input. */
  public StepCommand withInput(Payload other) {
    return with(other, deadline, replyTo, mayStop);
  }

  /** The same for a job that runs on when nobody waits for it any more. */
  public StepCommand withoutStop() {
    return with(input, deadline, replyTo, false);
  }

  private StepCommand with(
      Payload newInput, @Nullable Long newDeadline, @Nullable String newReplyTo, boolean stops) {
    return new StepCommand(
        key,
        executionArn,
        attempt,
        frame,
        visit,
        partition,
        account,
        stateMachineArn,
        stateName,
        resource,
        newInput,
        retryCount,
        timeoutSeconds,
        heartbeatSeconds,
        scheduledAt,
        newDeadline,
        taskToken,
        roleArn,
        traceHeader,
        resultKey,
        newReplyTo,
        stops);
  }

  /**
   * Identity of the attempt, stable over redelivery: an idempotency key for what the worker calls.
   */
  public String attemptId() {
    return key + ":" + attempt;
  }

  /** Identity of the visit, stable over Retry. */
  public String stepKey() {
    return key + ":" + frame + ":" + visit;
  }
}
