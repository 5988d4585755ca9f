package io.passo.worker;

import io.passo.protocol.StepCommand;

/**
 * A step to run.
 *
 * @param command what was asked for
 * @param deliveryCount 1 for the first delivery; more if an earlier worker did not finish it
 */
public record Step(StepCommand command, int deliveryCount) {

  /**
   * Identity of the attempt, stable over redelivery: an idempotency key for what the step calls.
   */
  public String attemptId() {
    return command.attemptId();
  }

  /** Identity of the visit of the state, stable over Retry. */
  public String stepKey() {
    return command.stepKey();
  }
}
