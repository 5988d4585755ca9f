package io.passo.asl.interpreter;

import io.passo.asl.model.TaskResource;

/**
 * An attempt of a Task that has no result yet.
 *
 * @param flow flow that waits for it
 * @param waiting the attempt
 * @param resource what it calls
 */
public record OpenAttempt(Flow flow, Waiting.ForAttempt waiting, TaskResource resource) {
  /** Id of the scheduling event. */
  public long id() {
    return waiting.attempt();
  }

  /** Whether the call has been made whose callback or job it now waits for. */
  public boolean isSubmitted() {
    return waiting.progress() == Waiting.Progress.SUBMITTED;
  }

  /** Whether this is an activity task that no worker has got yet. */
  public boolean isWaitingActivity() {
    return waiting.activity() != null && waiting.progress() == Waiting.Progress.SCHEDULED;
  }
}
