package io.passo.coordinator.engine;

import java.time.Duration;

/**
 * What an operator may set for lanes.
 *
 * @param staleAfter how long an attempt is watched before its command is looked for: longer than
 *     the longest lock of a worker
 */
public record EngineSettings(Duration staleAfter) {
  /** A lock of at most 30 s and 60 s more (correctness.md §10). */
  public static final EngineSettings DEFAULT = new EngineSettings(Duration.ofSeconds(90));
}
