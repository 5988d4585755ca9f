package io.passo.integration;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.protocol.Payload;
import java.util.Optional;

/** A service that can also run jobs for Task states ({@code .sync}, integrations.md §1). */
public interface JobIntegration extends Integration {
  /**
   * A job that runs.
   *
   * @param response what the service has answered, as for {@link #call}
   * @param handle what the job is found by
   */
  record Started(Payload response, JsonNode handle) {}

  /**
   * Starts a job. It may be asked to again for the same attempt if a worker was lost.
   *
   * @throws IntegrationException if the service refuses, fails or cannot be reached
   */
  Started start(IntegrationCall call) throws IntegrationException;

  /**
   * Looks at a job.
   *
   * @return the result of the Task; empty while the job runs
   * @throws IntegrationException if the job has failed; if it is transient the job is looked at
   *     again
   */
  Optional<Payload> look(IntegrationCall call, JsonNode handle) throws IntegrationException;

  /**
   * Ends a job that nobody waits for.
   *
   * @throws IntegrationException if the service refuses, fails or cannot be reached
   */
  void cancel(IntegrationCall call, JsonNode handle) throws IntegrationException;

  /** The failure of a Task whose job has failed; the cause describes the job. */
  static IntegrationException failed(JsonNode description) {
    return new IntegrationException("States.TaskFailed", description.toString());
  }
}
