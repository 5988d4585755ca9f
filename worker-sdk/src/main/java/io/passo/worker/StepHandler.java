package io.passo.worker;

/**
 * Runs one step. Called on a virtual thread of its own, so it may block; several calls run at once.
 *
 * <p>It must expect to be called twice for the same attempt: a worker that crashed or was cut off
 * may have run it before. {@link Step#attemptId()} is the same then and fit as an idempotency key.
 * A step that is cancelled is interrupted.
 */
@FunctionalInterface
public interface StepHandler {
  /**
   * Runs a step.
   *
   * @return how it ended
   * @throws Exception reported as a failure named {@code States.TaskFailed}
   */
  StepOutcome handle(Step step) throws Exception;
}
