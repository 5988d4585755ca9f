package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Event.FailureKind;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.interpreter.Waiting.ForAttempt;
import io.passo.asl.interpreter.Waiting.Progress;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code Task} (asl.md §6.6).
 *
 * <pre>
 * SCHEDULED ──► STARTED ──► SUBMITTED (callbacks and jobs only)
 *     └────────────┴────────────┴──► succeeded, failed, timed out
 *                                        └──► back-off ──► SCHEDULED
 * </pre>
 */
final class TaskHandler implements StateHandler<TaskState> {
  private static final StatesError TOO_LARGE =
      new StatesError(
          ErrorName.DATA_LIMIT_EXCEEDED,
          "The parameters exceed the maximum number of bytes service limit.");

  private final TaskTokens tokens;

  TaskHandler(TaskTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Outcome enter(TaskState state, Flow flow, Draft draft) {
    long attempt = draft.nextEventId();
    String token = token(state.resource(), attempt, draft);
    return switch (TaskCalls.evaluate(state, steps(state, flow, token, draft))) {
      case Evaluation.Value<TaskCall>(TaskCall call)
          when call.parameters().size() <= Limits.PAYLOAD_BYTES ->
          schedule(state, flow, call, token, draft);
      case Evaluation.Value<TaskCall> ignored -> failInput(state, flow, TOO_LARGE, draft);
      case Evaluation.Failed<TaskCall> failed -> failInput(state, flow, failed.error(), draft);
    };
  }

  private static Outcome failInput(TaskState state, Flow flow, StatesError error, Draft draft) {
    return Recovery.recover(state, flow, Failure.in(flow, error, Failure.Kind.INPUT), draft);
  }

  private static DataFlowSteps steps(
      TaskState state, Flow flow, @Nullable String token, Draft draft) {
    ContextObject context = new ContextObject(draft.start(), state, flow);
    // An activity gets its token with the task, not in the context object.
    if (token != null && !(state.resource() instanceof TaskResource.Activity)) {
      context.withTaskToken(token);
    }
    return DataFlowSteps.of(QueryLanguages.jsonPath(state.flow()), flow, context, draft);
  }

  private @Nullable String token(TaskResource resource, long attempt, Draft draft) {
    return switch (resource) {
      case TaskResource.LambdaFunction ignored -> null;
      case TaskResource.ServiceIntegration service
          when service.pattern() == TaskResource.Pattern.REQUEST_RESPONSE ->
          null;
      case TaskResource.Activity ignored -> tokens.mint(draft.start().executionArn(), attempt);
      case TaskResource.ServiceIntegration ignored ->
          tokens.mint(draft.start().executionArn(), attempt);
    };
  }

  private static Outcome schedule(
      TaskState state, Flow flow, TaskCall call, @Nullable String token, Draft draft) {
    TaskResource resource = state.resource();
    long attempt =
        draft.record(flow.lastEvent(), TaskEvents.scheduled(resource, call, region(draft)));
    draft.effect(
        new Effect.ScheduleTask(
            attempt,
            flow.id(),
            flow.visit(),
            state.name(),
            resource,
            call.parameters(),
            call.timeout(),
            call.heartbeat(),
            token,
            call.roleArn(),
            flow.retries().total(),
            draft.now()));
    return new Outcome.Waits(flow.after(attempt), waiting(attempt, resource, call, draft.now()));
  }

  /**
   * Nobody reports that a function began, so its clocks run from here; those of an activity do not.
   */
  private static Waiting waiting(long attempt, TaskResource resource, TaskCall call, Instant now) {
    ForAttempt scheduled =
        new ForAttempt(
            attempt, Progress.SCHEDULED, call.timeout(), call.heartbeat(), null, null, null);
    return resource instanceof TaskResource.Activity activity
        ? scheduled.of(new Waiting.ActivityTask(activity.arn(), call.parameters()))
        : scheduled.clocksFrom(now);
  }

  private static String region(Draft draft) {
    // arn:aws:states:<region>:<account>:execution:<state machine>:<name>
    String[] parts = draft.start().executionArn().split(":", 5);
    return parts.length > 3 ? parts[3] : "";
  }

  @Override
  public Outcome resume(TaskState state, FlowFrame frame, Signal signal, Draft draft) {
    return switch (frame.waiting()) {
      case ForAttempt attempt -> attempt(state, frame.flow(), attempt, signal, draft);
      case Waiting.ForRetry ignored when signal instanceof Signal.RetryDue ->
          enter(state, frame.flow(), draft);
      default -> new Outcome.Stays();
    };
  }

  private static Outcome attempt(
      TaskState state, Flow flow, ForAttempt attempt, Signal signal, Draft draft) {
    return switch (signal) {
      case Signal.Reported(Event event) -> reported(state, flow, attempt, event, draft);
      case Signal.TaskTimedOut ignored -> expired(state, flow, attempt, Failure.Kind.WORK, draft);
      case Signal.HeartbeatMissed ignored ->
          expired(state, flow, attempt, Failure.Kind.HEARTBEAT, draft);
      case Signal.WaitOver ignored -> new Outcome.Stays();
      case Signal.RetryDue ignored -> new Outcome.Stays();
      case Signal.ChildEnded ignored -> new Outcome.Stays();
      case Signal.ChildFailed ignored -> new Outcome.Stays();
    };
  }

  private static Outcome reported(
      TaskState state, Flow flow, ForAttempt attempt, Event event, Draft draft) {
    return switch (event) {
      case Event.TaskStarted started -> started(state, flow, attempt, started, draft);
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

  private static Outcome started(
      TaskState state, Flow flow, ForAttempt attempt, Event.TaskStarted event, Draft draft) {
    if (attempt.progress() != Progress.SCHEDULED) {
      return new Outcome.Stays();
    }
    long started =
        draft.record(flow.lastEvent(), TaskEvents.started(state.resource(), event.workerName()));
    return new Outcome.Waits(
        flow.after(started), attempt.reached(Progress.STARTED).clocksFrom(draft.now()));
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
    if (output.size() > Limits.PAYLOAD_BYTES) {
      Failure failure = Failure.tooLarge(source(state.resource()), Failure.Kind.WORK);
      return fail(state, flow, FailureKind.FAILED, failure, draft);
    }
    long event = draft.record(flow.lastEvent(), TaskEvents.succeeded(state.resource(), output));
    Flow after = flow.after(event);
    return switch (steps(state, after, null, draft).output(output)) {
      case Evaluation.Value<Json>(Json value) ->
          Exits.leave(state, after, value, event, state.transition(), draft);
      case Evaluation.Failed<Json> failed ->
          Recovery.recover(
              state, after, Failure.in(after, failed.error(), Failure.Kind.WORK), draft);
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
    Flow started = ensureStarted(state, flow, attempt, null, draft);
    // Observed: a missed heartbeat shows as States.Timeout, too.
    Failure failure = new Failure(ErrorName.TIMEOUT, null, kind);
    return fail(state, started, FailureKind.TIMED_OUT, failure, draft);
  }

  private static Outcome fail(
      TaskState state, Flow flow, FailureKind kind, Failure failure, Draft draft) {
    long event = draft.record(flow.lastEvent(), TaskEvents.failed(state.resource(), kind, failure));
    return Recovery.recover(state, flow.after(event), failure, draft);
  }
}
