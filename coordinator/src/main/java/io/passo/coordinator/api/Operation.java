package io.passo.coordinator.api;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * One action of the API. An implementation is a bean; the route calls it on an event loop, so it
 * must not block.
 *
 * @param <I> its request
 */
public interface Operation<I> {
  /** Longer than anything that is asked of the engine or a server by itself. */
  Duration DEADLINE = Duration.ofSeconds(20);

  /** Action name as in {@code X-Amz-Target}. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether it takes tokens of its buckets itself: which one depends on what it is called for. */
  default boolean countsItself() {
    return false;
  }

  /** How long a caller waits for it at most; then the answer is {@code ServiceUnavailable}. */
  default Duration deadline() {
    return DEADLINE;
  }

  /**
   * Reads the request's members with their constraints, and nothing else; the caller verifies them
   * afterwards, so a value may be empty here where a constraint is violated.
   */
  I parse(Members members);

  /**
   * Carries the action out.
   *
   * @param request a request whose constraints hold
   * @return the response, or a failure with {@link ApiException}
   */
  Uni<? extends Response> handle(I request, Call call);
}
