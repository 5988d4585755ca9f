package io.passo.worker;

import io.passo.protocol.StepCommand;

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

  /**
   * Whether a step must never run twice, come what may. Then the worker claims it before it runs;
   * if a worker that has claimed it is lost, the attempt fails with {@code Passo.WorkerCrashed}
   * instead of being run again. A claim costs one round trip to the engine.
   */
  default boolean isAtMostOnce(StepCommand command) {
    return false;
  }

  /**
   * How many of the steps that run only wait for room of the handler's own, such as a limit of what
   * they call. As far as {@link WorkerConfig#PARKED}, they do not count for the concurrency of the
   * worker, so that they do not keep it from other steps.
   */
  default int parked() {
    return 0;
  }
}
