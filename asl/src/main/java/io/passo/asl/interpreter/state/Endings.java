package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.TaskState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The ends of an execution. Open states get no Aborted events then (history.md §3). */
final class Endings {
  private Endings() {}

  /** The root flow failed. */
  static void fail(Failure failure, long failedEvent, Draft draft) {
    String error = failure.error();
    String cause = failure.cause();
    draft.recordLast(failedEvent, new Details.Failure(EventType.EXECUTION_FAILED, error, cause));
    finish(ExecutionStatus.FAILED, null, error, cause, draft);
  }

  /** The history is full. */
  static void failFull(long maxEvents, Draft draft) {
    String cause =
        "The execution reached the maximum number of history events (" + maxEvents + ").";
    fail(Failure.of(ErrorName.RUNTIME, cause), draft.nextEventId() - 1, draft);
  }

  /** {@code TimeoutSeconds} of the state machine is over. */
  static void timeOut(Draft draft) {
    String error = ErrorName.TIMEOUT;
    recordBegun(draft);
    draft.recordLast(0, new Details.Failure(EventType.EXECUTION_TIMED_OUT, error, null));
    finish(ExecutionStatus.TIMED_OUT, null, error, null, draft);
  }

  /** {@code StopExecution}. */
  static void abort(Event.StopRequested stop, Draft draft) {
    recordBegun(draft);
    draft.recordLast(
        0, new Details.Failure(EventType.EXECUTION_ABORTED, stop.error(), stop.cause()));
    finish(ExecutionStatus.ABORTED, null, stop.error(), stop.cause(), draft);
  }

  /** Tells what has begun and is not over, in the order in which it was scheduled. */
  private static void recordBegun(Draft draft) {
    draft.frames().stream()
        .filter(FlowFrame.class::isInstance)
        .map(FlowFrame.class::cast)
        .sorted(Comparator.comparingLong(frame -> frame.flow().lastEvent()))
        .forEach(frame -> recordBegun(frame, draft));
  }

  private static void recordBegun(FlowFrame frame, Draft draft) {
    if (frame.waiting() instanceof Waiting.ForAttempt attempt
        && draft.machine().state(frame.flow().state()) instanceof TaskState task) {
      Attempts.recordBegun(task, frame.flow(), attempt, draft);
    }
  }

  /** Everything that is open is cancelled, every frame goes. */
  static void finish(
      ExecutionStatus status,
      @Nullable Json output,
      @Nullable String error,
      @Nullable String cause,
      Draft draft) {
    for (Frame frame : draft.frames()) {
      cancel(frame, draft);
      draft.remove(frame.id());
    }
    draft.effect(new Effect.FinishExecution(status, draft.now(), output, error, cause));
  }

  private static void cancel(Frame frame, Draft draft) {
    if (frame instanceof FlowFrame(var flow, Waiting.ForAttempt attempt)
        && draft.machine().state(flow.state()) instanceof TaskState task) {
      draft.effect(new Effect.CancelTask(attempt.attempt(), task.resource()));
    } else if (frame instanceof MapRunFrame run) {
      MapRuns.abort(run, draft);
    }
  }
}
