package io.passo.coordinator.engine;

import java.time.Duration;

/**
 * What an operator may set for lanes.
 *
 * @param staleAfter how long an attempt is watched before its command is looked for: longer than
 *     the longest lock of a worker
 * @param stepsInFlight steps of one tenant in one pool that a lane has in flight; 0 for no limit
 */
public record EngineSettings(Duration staleAfter, int stepsInFlight) {}
