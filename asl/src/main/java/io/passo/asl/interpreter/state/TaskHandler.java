package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event.FailureKind;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.KnownActivities;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.interpreter.Waiting.ForAttempt;
import io.passo.asl.interpreter.Waiting.Progress;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Task} (asl.md §6.6): schedules attempts; what becomes of one is in {@link Attempts}. */
final class TaskHandler implements StateHandler<TaskState> {
  private final TaskTokens tokens;
  private final TaskPermissions permissions;
  private final KnownActivities activities;

  TaskHandler(TaskTokens tokens, TaskPermissions permissions, KnownActivities activities) {
    this.tokens = tokens;
    this.permissions = permissions;
    this.activities = activities;
  }

  @Override
  public Outcome enter(TaskState state, Flow flow, Draft draft) {
    long attempt = draft.nextEventId();
    String token = tokens.of(state.resource(), draft.start().executionArn(), attempt);
    giveTaskToken(state, flow, token, draft);
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return switch (TaskCalls.evaluate(state, steps)) {
      case Evaluation.Value<TaskCall>(TaskCall call) -> schedule(state, flow, call, token, draft);
      case Evaluation.Failed<TaskCall> failed ->
          Evaluations.recover(state, flow, failed.error(), Failure.Kind.INPUT, draft);
    };
  }

  private static void giveTaskToken(
      TaskState state, Flow flow, @Nullable String token, Draft draft) {
    // An activity gets its token with the task, not in the context object.
    if (!(state.resource() instanceof TaskResource.Activity)) {
      draft.giveTaskToken(flow.visit(), token);
    }
  }

  private Outcome schedule(
      TaskState state, Flow flow, TaskCall call, @Nullable String token, Draft draft) {
    TaskResource resource = state.resource();
    if (resource instanceof TaskResource.Activity activity && !activities.exists(activity.arn())) {
      // Observed: nothing is scheduled then (history.md §3).
      StatesError error =
          new StatesError(
              ErrorName.RUNTIME, "The activity %s does not exist.".formatted(activity.arn()));
      return Evaluations.recover(state, flow, error, Failure.Kind.INPUT, draft);
    }
    long attempt =
        draft.record(flow.lastEvent(), TaskEvents.scheduled(resource, call, region(draft)));
    Optional<StatesError> refusal =
        permissions.refusal(draft.start(), resource, call.parameters(), call.roleArn());
    if (refusal.isPresent()) {
      Failure failure = Failure.of(refusal.get());
      return Attempts.fail(state, flow.after(attempt), FailureKind.SCHEDULE_FAILED, failure, draft);
    }
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

  private Outcome letGo(TaskState state, Flow flow, ForAttempt attempt, Draft draft) {
    OpenAttempt open = new OpenAttempt(flow, attempt, state.resource());
    return open.heldOrder(draft.start().executionArn(), tokens)
        .<Outcome>map(
            order -> {
              draft.effect(order);
              return new Outcome.Waits(flow, attempt.heldBack(null));
            })
        .orElseGet(Outcome.Stays::new);
  }

  private static String region(Draft draft) {
    // arn:aws:states:<region>:<account>:execution:<state machine>:<name>
    String[] parts = draft.start().executionArn().split(":", 5);
    return parts.length > 3 ? parts[3] : "";
  }

  @Override
  public Outcome resume(TaskState state, FlowFrame frame, Signal signal, Draft draft) {
    return switch (frame.waiting()) {
      case ForAttempt attempt when signal instanceof Signal.DispatchDue ->
          letGo(state, frame.flow(), attempt, draft);
      case ForAttempt attempt -> {
        String token = tokens.of(state.resource(), draft.start().executionArn(), attempt.attempt());
        giveTaskToken(state, frame.flow(), token, draft);
        yield Attempts.resume(state, frame.flow(), attempt, signal, draft);
      }
      case Waiting.ForRetry ignored when signal instanceof Signal.RetryDue ->
          enter(state, frame.flow(), draft);
      default -> new Outcome.Stays();
    };
  }
}
