package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.protocol.StepResult;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs a Task that belongs to no execution, for TestState: the same command to the same pool, the
 * same signed result, but no lane decides on it (docs/adr/0007).
 */
public interface DirectSteps {
  /**
   * Sends the command and waits for its result; blocks.
   *
   * @param start the execution that the test pretends to be; nothing of it is stored
   * @param task what to call
   * @param limit how long to wait
   * @return {@link StepResult.Succeeded} or {@link StepResult.Failed}; empty if none came in time
   * @throws UnavailableException if Kafka does not answer
   */
  Optional<StepResult> call(ExecutionStart start, ScheduleTask task, Duration limit);
}
