package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an execution. Time and entropy travel in the event so that {@link
 * Interpreter#decide} is a function.
 *
 * <p>An {@code attempt} is the id of the scheduling history event of the Task ({@code
 * TaskScheduled}, {@code LambdaFunctionScheduled}, {@code ActivityScheduled}). An event that names
 * an attempt or timer which is not open is a counted no-op.
 */
public sealed interface Event {
  /** Partition clock when the event is decided; never goes back within an execution. */
  Instant at();

  /** Seed for everything random in this decision (jitter, {@code States.UUID} …). */
  long entropy();

  /** The execution begins. */
  record ExecutionStarted(Instant at, long entropy, ExecutionStart start) implements Event {}

  /**
   * A worker took the attempt (activities: {@code GetActivityTask} handed it out).
   *
   * @param claim names the claim, so that a repeated one is known; null if it was not claimed
   */
  record TaskStarted(
      Instant at, long entropy, long attempt, @Nullable String workerName, @Nullable String claim)
      implements Event {
    public TaskStarted(Instant at, long entropy, long attempt, @Nullable String workerName) {
      this(at, entropy, attempt, workerName, null);
    }
  }

  /**
   * A worker may run the attempt, and no other one: nothing of it shows in the history.
   *
   * @param claim names the claim
   */
  record TaskClaimed(Instant at, long entropy, long attempt, String claim) implements Event {}

  /**
   * The order of an attempt is not given to workers yet: others of the same tenant have to end
   * first. It is given once the attempt's {@link TimerKind#DISPATCH} timer fires. Nothing of it
   * shows in the history.
   *
   * @param order what is held back
   */
  record TaskHeld(Instant at, long entropy, Effect.ScheduleTask order) implements Event {}

  /**
   * The call that submits a callback or {@code .sync} job succeeded; the attempt stays open.
   *
   * @param startedAt when the worker began, for the Started event that precedes this one in the
   *     history; null = now
   */
  record TaskSubmitted(
      Instant at, long entropy, long attempt, Json output, @Nullable Instant startedAt)
      implements Event {
    public TaskSubmitted(Instant at, long entropy, long attempt, Json output) {
      this(at, entropy, attempt, output, null);
    }
  }

  /**
   * The attempt succeeded.
   *
   * @param startedAt when the worker began; null = now
   */
  record TaskSucceeded(
      Instant at, long entropy, long attempt, Json output, @Nullable Instant startedAt)
      implements Event {
    public TaskSucceeded(Instant at, long entropy, long attempt, Json output) {
      this(at, entropy, attempt, output, null);
    }
  }

  /**
   * The attempt failed.
   *
   * @param error as the worker or API caller gave it
   * @param cause as the worker or API caller gave it
   * @param startedAt when the worker began; null = now
   */
  record TaskFailed(
      Instant at,
      long entropy,
      long attempt,
      FailureKind kind,
      @Nullable String error,
      @Nullable String cause,
      @Nullable Instant startedAt)
      implements Event {
    public TaskFailed(
        Instant at,
        long entropy,
        long attempt,
        FailureKind kind,
        @Nullable String error,
        @Nullable String cause) {
      this(at, entropy, attempt, kind, error, cause, null);
    }
  }

  /** The worker is still at it. */
  record TaskHeartbeat(Instant at, long entropy, long attempt) implements Event {}

  /** A due timer; a no-op unless exactly this timer is pending. */
  record TimerFired(Instant at, long entropy, TimerId timer) implements Event {}

  /**
   * A child execution of a Map Run has ended; a no-op unless the Map Run knows it as running.
   *
   * @param mapRun frame of the Map Run
   * @param index number of the child
   * @param itemCount items it was given
   * @param child the child and how it ended
   */
  record ChildFinished(
      Instant at, long entropy, FrameId mapRun, int index, int itemCount, FinishedChild child)
      implements Event {}

  /**
   * How a child execution ended.
   *
   * @param output only of one that succeeded
   * @param input of one that did not succeed, or was to tell it
   * @param redriveDate when it was redriven before that; null = never
   */
  record FinishedChild(
      ExecutionStatus status,
      Instant startDate,
      Instant stopDate,
      @Nullable Json input,
      @Nullable Json output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable Instant redriveDate) {
    /** One that was never redriven. */
    public FinishedChild(
        ExecutionStatus status,
        Instant startDate,
        Instant stopDate,
        @Nullable Json input,
        @Nullable Json output,
        @Nullable String error,
        @Nullable String cause) {
      this(status, startDate, stopDate, input, output, error, cause, null);
    }
  }

  /** {@code UpdateMapRun}; what is null stays as it is. */
  record MapRunUpdated(
      Instant at,
      long entropy,
      FrameId mapRun,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedCount,
      @Nullable Double toleratedPercentage)
      implements Event {}

  /** {@code StopExecution}. */
  record StopRequested(Instant at, long entropy, @Nullable String error, @Nullable String cause)
      implements Event {}

  /**
   * {@code RedriveExecution} of an execution that has ended.
   *
   * @param start facts of its start, with this redrive
   * @param history all of its events
   * @param mapRuns its Map Runs that can go on; those that are missing begin anew
   */
  record RedriveRequested(
      Instant at,
      long entropy,
      ExecutionStart start,
      List<HistoryEvent> history,
      List<PastMapRun> mapRuns)
      implements Event {
    public RedriveRequested {
      history = List.copyOf(history);
      mapRuns = List.copyOf(mapRuns);
    }

    /** Of an execution without Map Runs that can go on. */
    public RedriveRequested(
        Instant at, long entropy, ExecutionStart start, List<HistoryEvent> history) {
      this(at, entropy, start, history, List.of());
    }
  }

  /**
   * The engine could not process an event of this execution; the execution fails with {@code
   * States.Runtime}.
   *
   * @param start set if the event was the start: then the execution starts and fails at once
   */
  record EngineFailed(Instant at, long entropy, String cause, @Nullable ExecutionStart start)
      implements Event {
    public EngineFailed(Instant at, long entropy, String cause) {
      this(at, entropy, cause, null);
    }
  }

  /** Which history event a failed attempt writes. */
  enum FailureKind {
    /** {@code TaskFailed}, {@code LambdaFunctionFailed}, {@code ActivityFailed}. */
    FAILED,
    /** {@code TaskTimedOut} and its kin: the worker or the called service says so. */
    TIMED_OUT,
    /** {@code TaskSubmitFailed}. */
    SUBMIT_FAILED,
    /** {@code LambdaFunctionScheduleFailed}, {@code ActivityScheduleFailed}. */
    SCHEDULE_FAILED,
    /** {@code TaskStartFailed}, {@code LambdaFunctionStartFailed}. */
    START_FAILED
  }
}
