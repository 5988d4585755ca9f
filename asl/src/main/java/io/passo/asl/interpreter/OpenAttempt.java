package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.model.TaskResource;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a Task that has no result yet, or a read or write of a Map Run.
 *
 * @param flow flow that waits for it
 * @param waiting the attempt
 * @param resource what it calls
 * @param mapRun frame of the Map Run that reads or writes; null for a Task
 */
public record OpenAttempt(
    Flow flow, Waiting.ForAttempt waiting, TaskResource resource, @Nullable FrameId mapRun) {
  private static final TaskResource S3 =
      new TaskResource.ServiceIntegration(
          "arn:aws:states:::s3:getObject",
          "s3",
          "getObject",
          TaskResource.Pattern.REQUEST_RESPONSE,
          null);

  /** An attempt of a Task. */
  public OpenAttempt(Flow flow, Waiting.ForAttempt waiting, TaskResource resource) {
    this(flow, waiting, resource, null);
  }

  /** A read or write of a Map Run. */
  public OpenAttempt(Flow flow, FrameId mapRun, long attempt) {
    this(flow, scheduled(attempt), S3, mapRun);
  }

  private static Waiting.ForAttempt scheduled(long attempt) {
    return new Waiting.ForAttempt(
        attempt, Waiting.Progress.SCHEDULED, null, null, null, null, null);
  }

  /** Id of the attempt: of a Task that of the scheduling event. */
  public long id() {
    return waiting.attempt();
  }

  /** Whether the call has been made whose callback or job it now waits for. */
  public boolean isSubmitted() {
    return waiting.progress() == Waiting.Progress.SUBMITTED;
  }

  /** Whether somebody is known to have it: who claimed it, or the job or callback it waits for. */
  public boolean isHandedOut() {
    return isSubmitted() || waiting.claim() != null;
  }

  /** Whether its call is held back. */
  public boolean isHeld() {
    return waiting.held() != null;
  }

  /** The order that is held back, if one is. */
  public Optional<Effect.ScheduleTask> heldOrder(String executionArn, TaskTokens tokens) {
    return Optional.ofNullable(waiting.held())
        .map(
            call ->
                order(call.scheduledAt(), call.parameters(), call.roleArn(), executionArn, tokens));
  }

  /**
   * The order that made this attempt, once more. What the call was given is in history alone: to
   * evaluate it again could give something else.
   *
   * @param scheduled event of the attempt's identity
   * @return empty if that event is of no call that a command makes
   */
  public Optional<Effect.ScheduleTask> orderedBy(
      HistoryEvent scheduled, String executionArn, TaskTokens tokens) {
    return switch (scheduled.details()) {
      case Details.LambdaFunctionScheduled call ->
          Optional.of(
              order(scheduled.timestamp(), call.input(), call.roleArn(), executionArn, tokens));
      case Details.TaskScheduled call ->
          Optional.of(
              order(
                  scheduled.timestamp(), call.parameters(), call.roleArn(), executionArn, tokens));
      default -> Optional.empty();
    };
  }

  private Effect.ScheduleTask order(
      Instant scheduledAt,
      Json parameters,
      @Nullable String roleArn,
      String executionArn,
      TaskTokens tokens) {
    return new Effect.ScheduleTask(
        id(),
        flow.id(),
        flow.visit(),
        flow.state(),
        resource,
        parameters,
        waiting.timeout(),
        waiting.heartbeat(),
        tokens.of(resource, executionArn, id()),
        roleArn,
        flow.retries().total(),
        scheduledAt);
  }

  /** Whether this is an activity task that no worker has got yet. */
  public boolean isWaitingActivity() {
    return waiting.activity() != null && waiting.progress() == Waiting.Progress.SCHEDULED;
  }
}
