package io.passo.coordinator.engine;

import io.passo.asl.model.StateMachine;

/**
 * Pinned definitions by their hash. Implementations cache: a lane asks for every execution it
 * loads.
 */
public interface Definitions {
  /**
   * The definition with this hash (lower-case hex SHA-256 of its text).
   *
   * @throws UnavailableException if it is not cached and PostgreSQL does not answer
   * @throws IllegalArgumentException if there is no such definition
   */
  StateMachine load(String hash);
}
