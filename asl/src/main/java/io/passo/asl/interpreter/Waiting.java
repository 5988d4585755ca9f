package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a flow waits for between two decisions. */
public sealed interface Waiting {
  /** Timers of a flow that waits for this. */
  List<Timer> timers(Flow flow);

  /**
   * To go on at once: the run was cut at the limit of one call.
   *
   * @param eventId id the next event had then
   * @param due the time of the cut
   */
  record ToContinue(long eventId, Instant due) implements Waiting {
    @Override
    public List<Timer> timers(Flow flow) {
      return List.of(new Timer(new TimerId(flow.id(), TimerKind.CONTINUE, eventId), due));
    }
  }

  /** For the end of a Wait state. */
  record UntilDue(Instant due) implements Waiting {
    @Override
    public List<Timer> timers(Flow flow) {
      return List.of(new Timer(new TimerId(flow.id(), TimerKind.WAIT, flow.visit()), due));
    }
  }

  /**
   * For the next attempt of a Retrier.
   *
   * @param failedEvent event of the failure
   * @param due end of the back-off
   */
  record ForRetry(long failedEvent, Instant due) implements Waiting {
    @Override
    public List<Timer> timers(Flow flow) {
      return List.of(new Timer(new TimerId(flow.id(), TimerKind.RETRY, failedEvent), due));
    }
  }

  /**
   * For the result of a Task.
   *
   * @param attempt id of the scheduling event
   * @param progress how far it is
   * @param timeout {@code TimeoutSeconds}, if given
   * @param heartbeat {@code HeartbeatSeconds}, if given
   * @param timeoutDue when it times out, once that clock runs
   * @param heartbeatDue when the next heartbeat must have come, once that clock runs
   * @param activity set for activities
   * @param claim who has claimed it, if it must be claimed; opaque here
   * @param held what is to be called, while it is held back
   */
  record ForAttempt(
      long attempt,
      Progress progress,
      @Nullable Duration timeout,
      @Nullable Duration heartbeat,
      @Nullable Instant timeoutDue,
      @Nullable Instant heartbeatDue,
      @Nullable ActivityTask activity,
      @Nullable String claim,
      @Nullable HeldCall held)
      implements Waiting {
    /** An attempt that nobody has claimed. */
    public ForAttempt(
        long attempt,
        Progress progress,
        @Nullable Duration timeout,
        @Nullable Duration heartbeat,
        @Nullable Instant timeoutDue,
        @Nullable Instant heartbeatDue,
        @Nullable ActivityTask activity) {
      this(attempt, progress, timeout, heartbeat, timeoutDue, heartbeatDue, activity, null, null);
    }

    @Override
    public List<Timer> timers(Flow flow) {
      if (timeoutDue == null && heartbeatDue == null && held == null) {
        return List.of();
      }
      List<Timer> timers = new ArrayList<>(2);
      if (held != null) {
        TimerId id = new TimerId(flow.id(), TimerKind.DISPATCH, attempt);
        timers.add(new Timer(id, held.scheduledAt()));
      }
      if (timeoutDue != null) {
        timers.add(new Timer(new TimerId(flow.id(), TimerKind.TASK_TIMEOUT, attempt), timeoutDue));
      }
      if (heartbeatDue != null) {
        timers.add(new Timer(new TimerId(flow.id(), TimerKind.HEARTBEAT, attempt), heartbeatDue));
      }
      return timers;
    }

    /** The same attempt further on, its heartbeat clock restarted at {@code now}. */
    public ForAttempt at(Progress reached, Instant now) {
      return new ForAttempt(
          attempt,
          reached,
          timeout,
          heartbeat,
          timeoutDue,
          after(heartbeat, now),
          activity,
          claim,
          held);
    }

    /** The same attempt further on. */
    public ForAttempt reached(Progress further) {
      return new ForAttempt(
          attempt, further, timeout, heartbeat, timeoutDue, heartbeatDue, activity, claim, held);
    }

    /** The same attempt with both clocks started at {@code now}. */
    public ForAttempt clocksFrom(Instant now) {
      return new ForAttempt(
          attempt,
          progress,
          timeout,
          heartbeat,
          after(timeout, now),
          after(heartbeat, now),
          activity,
          claim,
          held);
    }

    /** The same attempt as a task of an activity. */
    public ForAttempt of(ActivityTask task) {
      return new ForAttempt(
          attempt, progress, timeout, heartbeat, timeoutDue, heartbeatDue, task, claim, held);
    }

    /** The same attempt, claimed. */
    public ForAttempt claimedBy(@Nullable String holder) {
      return new ForAttempt(
          attempt, progress, timeout, heartbeat, timeoutDue, heartbeatDue, activity, holder, held);
    }

    /** The same attempt, held back; null lets it go. */
    public ForAttempt heldBack(@Nullable HeldCall call) {
      return new ForAttempt(
          attempt, progress, timeout, heartbeat, timeoutDue, heartbeatDue, activity, claim, call);
    }

    private static @Nullable Instant after(@Nullable Duration duration, Instant now) {
      return duration == null ? null : now.plus(duration);
    }
  }

  /**
   * For the branches or iterations of a Parallel or Map state.
   *
   * @param startedEvent event that started them: with the flow's id it names the fan-out
   */
  record ForChildren(long startedEvent) implements Waiting {
    @Override
    public List<Timer> timers(Flow flow) {
      return List.of();
    }
  }

  /** How far an attempt is. */
  enum Progress {
    /** Nobody has taken it, as far as history knows. */
    SCHEDULED,
    /** A worker has taken it. */
    STARTED,
    /** The job is submitted, or the callback is awaited. */
    SUBMITTED
  }

  /**
   * What a worker of an activity gets. Kept in the frame because it is handed out by a later event.
   *
   * @param arn ARN of the activity
   * @param input effective input of the Task
   */
  record ActivityTask(String arn, Json input) {}

  /**
   * A call that is held back. Kept in the frame because a later event lets it go.
   *
   * @param parameters effective input of the Task
   * @param roleArn {@code Credentials.RoleArn}, if given
   * @param scheduledAt time of the scheduling event
   */
  record HeldCall(Json parameters, @Nullable String roleArn, Instant scheduledAt) {}
}
