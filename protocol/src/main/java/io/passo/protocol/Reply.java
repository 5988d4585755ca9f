package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Answer of a lane to an {@link EngineRequest}, by {@code passo.replies}, after the commit that
 * carries it.
 */
public sealed interface Reply {
  String requestId();

  /** The execution runs (or ran already with the same name and input). */
  record Started(String requestId, long startDate) implements Reply {}

  /** The name is taken by another input or a closed execution. */
  record AlreadyExists(String requestId, String executionArn) implements Reply {}

  /** The execution is stopped, or was closed before; then with the date stored. */
  record Stopped(String requestId, long stopDate) implements Reply {}

  /** The execution goes on, or went on for the same client token. */
  record Redriven(String requestId, long redriveDate) implements Reply {}

  /** The execution cannot be redriven. */
  record NotRedrivable(String requestId, String reason) implements Reply {}

  /** The result, failure or heartbeat was taken. */
  record TaskAccepted(String requestId) implements Reply {}

  /** The attempt is open, or it belongs to the worker that claimed it: run it. */
  record AttemptOpen(String requestId) implements Reply {}

  /** The attempt is closed: {@code TaskTimedOut}. */
  record TaskClosed(String requestId) implements Reply {}

  /** The claimed activity task. */
  record ActivityTask(String requestId, String taskToken, Payload input) implements Reply {}

  /** Nothing by that key in this partition. */
  record Unknown(String requestId) implements Reply {}

  /** Not now: try again. */
  record Unavailable(String requestId, @Nullable String reason) implements Reply {}
}
