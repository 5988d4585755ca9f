package io.passo.integration;

import io.passo.protocol.Payload;

/**
 * A service that Task states can call (integrations.md). Every bean of this type is found by
 * itself; integrations do not know each other.
 *
 * <p>Calls come on virtual threads, many at once; an implementation may block and must be safe for
 * threads. It must not retry by itself: Retry is the state machine's.
 */
public interface Integration {
  /** True if this integration makes calls of that kind. */
  boolean handles(Resource resource);

  /**
   * Makes the call. For a callback the Task goes on waiting after it has succeeded.
   *
   * @return the response as JSON, in the shape that {@code integrations.md} gives
   * @throws IntegrationException if the service refuses, fails or cannot be reached
   */
  Payload call(IntegrationCall call) throws IntegrationException;
}
