package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Flow;

/** What a waiting state hears of. */
sealed interface Signal {
  /** The end of a Wait state is there. */
  record WaitOver() implements Signal {}

  /** The back-off before the next attempt is over. */
  record RetryDue() implements Signal {}

  /** Something about the open attempt of a Task: an event that names an attempt. */
  record Reported(Event event) implements Signal {}

  /** A call that was held back may be made. */
  record DispatchDue() implements Signal {}

  /** {@code TimeoutSeconds} of a Task is over. */
  record TaskTimedOut() implements Signal {}

  /** {@code HeartbeatSeconds} of a Task is over without a heartbeat. */
  record HeartbeatMissed() implements Signal {}

  /**
   * A branch or iteration ended.
   *
   * @param index which
   * @param output its output
   * @param lastEvent its last event
   */
  record ChildEnded(int index, Json output, long lastEvent) implements Signal {}

  /**
   * A branch or iteration failed.
   *
   * @param child where it failed
   * @param failure why
   * @param failedEvent event of the failure
   */
  record ChildFailed(Flow child, Failure failure, long failedEvent) implements Signal {}

  /** A child execution of the Map Run ended. */
  record ChildFinished(Event.ChildFinished event) implements Signal {}

  /** {@code UpdateMapRun} changed what the Map Run may do. */
  record MapRunUpdated(Event.MapRunUpdated event) implements Signal {}

  /**
   * Something about a read or write of the Map Run.
   *
   * @param attempt which
   * @param event what happened to it
   */
  record CallReported(long attempt, Event event) implements Signal {}

  /** More child executions can begin. */
  record MapRunGoesOn() implements Signal {}
}
