package io.passo.worker;

import io.passo.protocol.Job;
import java.util.Optional;

/**
 * Runs steps some of which start a job elsewhere ({@code .sync}) and end with {@link
 * StepOutcome.JobStarted}. The job is then looked at from time to time until it has ended, by
 * whichever worker of the pool is there.
 */
public interface JobHandler extends StepHandler {
  /**
   * Looks at a job. Called on a virtual thread, ever more seldom the longer the job takes.
   *
   * @return how the step ended; empty while the job runs
   * @throws Exception if that cannot be said now; it is tried again
   */
  Optional<StepOutcome> look(Job job) throws Exception;

  /**
   * Ends a job that nobody waits for any more.
   *
   * @throws Exception if that does not succeed; it is tried a few times
   */
  void cancel(Job job) throws Exception;
}
