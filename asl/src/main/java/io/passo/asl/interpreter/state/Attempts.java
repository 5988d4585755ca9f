package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Event.FailureKind;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.interpreter.Waiting.ForAttempt;
import io.passo.asl.interpreter.Waiting.Progress;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the open attempt of a Task.
 *
 * <pre>
 * SCHEDULED ──► STARTED ──► SUBMITTED (callbacks and jobs only)
 *     └────────────┴────────────┴──► succeeded, failed, timed out
 * </pre>
 */
final class Attempts {
  private Attempts() {}

  static Outcome resume(
      TaskState state, Flow flow, ForAttempt attempt, Signal signal, Draft draft) {
    return switch (signal) {
      case Signal.Reported(Event event) -> reported(state, flow, attempt, event, draft);
      case Signal.TaskTimedOut ignored -> expired(state, flow, attempt, Failure.Kind.WORK, draft);
      case Signal.HeartbeatMissed ignored ->
          expired(state, flow, attempt, Failure.Kind.HEARTBEAT, draft);
      case Signal.WaitOver ignored -> new Outcome.Stays();
      case Signal.RetryDue ignored -> new Outcome.Stays();
      case Signal.DispatchDue ignored -> new Outcome.Stays();
      case Signal.ChildEnded ignored -> new Outcome.Stays();
      case Signal.ChildFailed ignored -> new Outcome.Stays();
      case Signal.ChildFinished ignored -> new Outcome.Stays();
      case Signal.MapRunUpdated ignored -> new Outcome.Stays();
      case Signal.MapRunGoesOn ignored -> new Outcome.Stays();
      case Signal.CallReported ignored -> new Outcome.Stays();
    };
  }

  private static Outcome reported(
      TaskState state, Flow flow, ForAttempt attempt, Event event, Draft draft) {
    return switch (event) {
      case Event.TaskStarted started -> started(state, flow, attempt, started, draft);
      case Event.TaskClaimed claimed ->
          attempt.claim() == null
              ? new Outcome.Waits(flow, attempt.claimedBy(claimed.claim()))
              : new Outcome.Stays();
      case Event.TaskHeld held -> new Outcome.Waits(flow, attempt.heldBack(call(held.order())));
      case Event.TaskHeartbeat ignored ->
          attempt.heartbeatDue() == null
              ? new Outcome.Stays()
              : new Outcome.Waits(flow, attempt.at(attempt.progress(), draft.now()));
      case Event.TaskSubmitted submitted -> submitted(state, flow, attempt, submitted, draft);
      case Event.TaskSucceeded succeeded ->
          succeeded(
              state,
              ensureStarted(state, flow, attempt, succeeded.startedAt(), draft),
              succeeded.output(),
              draft);
      case Event.TaskFailed failed -> failed(state, flow, attempt, failed, draft);
      default -> new Outcome.Stays();
    };
  }

  private static Waiting.HeldCall call(Effect.ScheduleTask order) {
    return new Waiting.HeldCall(
        order.parameters(), order.credentialsRoleArn(), order.scheduledAt());
  }

  private static Outcome started(
      TaskState state, Flow flow, ForAttempt attempt, Event.TaskStarted event, Draft draft) {
    if (attempt.progress() != Progress.SCHEDULED) {
      return new Outcome.Stays();
    }
    long started =
        draft.record(flow.lastEvent(), TaskEvents.started(state.resource(), event.workerName()));
    return new Outcome.Waits(
        flow.after(started),
        attempt.reached(Progress.STARTED).claimedBy(event.claim()).clocksFrom(draft.now()));
  }

  /** A Started event comes before whatever else an attempt has to say. */
  private static Flow ensureStarted(
      TaskState state, Flow flow, ForAttempt attempt, @Nullable Instant startedAt, Draft draft) {
    if (attempt.progress() != Progress.SCHEDULED) {
      return flow;
    }
    // The worker's clock may be wrong; history stays in order.
    Instant at = startedAt == null || startedAt.isAfter(draft.now()) ? draft.now() : startedAt;
    Instant notBefore = at.isBefore(flow.enteredAt()) ? flow.enteredAt() : at;
    return flow.after(
        draft.record(flow.lastEvent(), notBefore, TaskEvents.started(state.resource(), null)));
  }

  /**
   * Writes that an attempt has begun, of which nothing more will be heard. A service begins with a
   * call at once, but history learns of it with the end only; a worker of an activity tells itself.
   */
  static void recordBegun(TaskState state, Flow flow, ForAttempt attempt, Draft draft) {
    boolean called = attempt.held() == null && draft.isEarlier(attempt.attempt());
    if (called && !(state.resource() instanceof TaskResource.Activity) && !draft.isFull()) {
      ensureStarted(state, flow, attempt, null, draft);
    }
  }

  private static Outcome submitted(
      TaskState state, Flow flow, ForAttempt attempt, Event.TaskSubmitted event, Draft draft) {
    if (attempt.progress() == Progress.SUBMITTED
        || !(state.resource() instanceof TaskResource.ServiceIntegration service)
        || service.pattern() == TaskResource.Pattern.REQUEST_RESPONSE) {
      return new Outcome.Stays();
    }
    Flow started = ensureStarted(state, flow, attempt, event.startedAt(), draft);
    long submitted =
        draft.record(started.lastEvent(), TaskEvents.submitted(service, event.output()));
    return new Outcome.Waits(started.after(submitted), attempt.at(Progress.SUBMITTED, draft.now()));
  }

  private static Outcome succeeded(TaskState state, Flow flow, Json output, Draft draft) {
    if (output.size() > draft.limits().payloadBytes()) {
      Failure failure = Failure.tooLarge(source(state.resource()), Failure.Kind.WORK);
      return fail(state, flow, FailureKind.FAILED, failure, draft);
    }
    long event = draft.record(flow.lastEvent(), TaskEvents.succeeded(state.resource(), output));
    Flow after = flow.after(event);
    return switch (DataFlowSteps.of(state, state.flow(), after, draft)
        .afterWork(output, state.assign())) {
      case Evaluation.Value<Leaving>(Leaving leaving) ->
          Exits.leave(state, after, leaving, event, state.transition(), draft);
      case Evaluation.Failed<Leaving> failed ->
          Evaluations.recover(state, after, failed.error(), Failure.Kind.WORK, draft);
    };
  }

  /** How causes name where a result came from. */
  private static String source(TaskResource resource) {
    return resource instanceof TaskResource.ServiceIntegration service
        ? service.service()
        : resource.arn();
  }

  private static Outcome failed(
      TaskState state, Flow flow, ForAttempt attempt, Event.TaskFailed event, Draft draft) {
    Flow started =
        TaskEvents.followsStart(event.kind())
            ? ensureStarted(state, flow, attempt, event.startedAt(), draft)
            : flow;
    String error =
        event.error() == null && event.kind() == FailureKind.TIMED_OUT
            ? ErrorName.TIMEOUT
            : event.error();
    return fail(state, started, event.kind(), Failure.of(error, event.cause()), draft);
  }

  private static Outcome expired(
      TaskState state, Flow flow, ForAttempt attempt, Failure.Kind kind, Draft draft) {
    draft.effect(new Effect.CancelTask(attempt.attempt(), state.resource()));
    Flow after = recordTimeOut(state, flow, attempt, draft);
    // Observed: a missed heartbeat shows as States.Timeout, too.
    return Recovery.recover(state, after, new Failure(ErrorName.TIMEOUT, null, kind), draft);
  }

  /** Writes that an attempt has timed out. */
  static Flow recordTimeOut(TaskState state, Flow flow, ForAttempt attempt, Draft draft) {
    Flow started = ensureStarted(state, flow, attempt, null, draft);
    Failure failure = Failure.of(ErrorName.TIMEOUT, null);
    return started.after(
        draft.record(
            started.lastEvent(),
            TaskEvents.failed(state.resource(), FailureKind.TIMED_OUT, failure)));
  }

  /** Writes that an attempt has failed, and lets Retry and Catch see it. */
  static Outcome fail(TaskState state, Flow flow, FailureKind kind, Failure failure, Draft draft) {
    long event = draft.record(flow.lastEvent(), TaskEvents.failed(state.resource(), kind, failure));
    return Recovery.recover(state, flow.after(event), failure, draft);
  }
}
