package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import io.passo.asl.model.TaskResource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to do once a decision is committed, as data. Timers are no effects: they are derived from
 * frames.
 */
public sealed interface Effect {

  /**
   * Give a Task to whoever runs it.
   *
   * @param attempt id of the scheduling history event: the identity of the attempt
   * @param frame frame that waits for it
   * @param visit id of the {@code TaskStateEntered} event: stable over retries, so (execution,
   *     frame, visit) is the step key
   * @param stateName name of the Task state
   * @param resource what to call
   * @param parameters effective input of the call
   * @param timeout {@code TimeoutSeconds}, if given
   * @param heartbeat {@code HeartbeatSeconds}, if given
   * @param taskToken token for callbacks and activities
   * @param credentialsRoleArn {@code Credentials.RoleArn}, if given
   * @param retryCount attempts of this visit before this one
   * @param scheduledAt time of the scheduling event
   */
  record ScheduleTask(
      long attempt,
      FrameId frame,
      long visit,
      String stateName,
      TaskResource resource,
      Json parameters,
      @Nullable Duration timeout,
      @Nullable Duration heartbeat,
      @Nullable String taskToken,
      @Nullable String credentialsRoleArn,
      int retryCount,
      Instant scheduledAt)
      implements Effect {}

  /**
   * The attempt is closed without a result (time-out, stop, failed sibling): tell whoever runs it,
   * best effort.
   */
  record CancelTask(long attempt, TaskResource resource) implements Effect {}

  /**
   * Start a child execution of a Map Run; repeated, it starts nothing. If it is redriven it goes on
   * from where it stood, with the input it was started with.
   */
  record StartChild(ExecutionStart start) implements Effect {}

  /** Stop a child execution of a Map Run that has ended before it. */
  record StopChild(String executionArn) implements Effect {}

  /** A Map Run has begun, got on or ended: whoever describes it should know. */
  record MapRunChanged(MapRun mapRun) implements Effect {}

  /** The execution has ended; all its frames are tombstoned in the same decision. */
  record FinishExecution(
      ExecutionStatus status,
      Instant stopDate,
      @Nullable Json output,
      @Nullable String error,
      @Nullable String cause)
      implements Effect {}
}
