package io.passo.coordinator.api;

import io.smallrye.mutiny.Uni;

/**
 * One action of the API. An implementation is a bean; the route calls it on an event loop, so it
 * must not block.
 *
 * @param <I> its request
 */
public interface Operation<I> {
  /** Action name as in {@code X-Amz-Target}. */
  default String name() {
    return getClass().getSimpleName();
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
