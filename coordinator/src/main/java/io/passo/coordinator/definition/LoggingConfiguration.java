package io.passo.coordinator.definition;

import org.jspecify.annotations.Nullable;

/**
 * What a state machine logs.
 *
 * @param level which events
 * @param includeExecutionData whether payloads are logged
 * @param logGroupArn the only destination, null if there is none
 */
public record LoggingConfiguration(
    Level level, boolean includeExecutionData, @Nullable String logGroupArn) {
  /** What a state machine gets that names nothing. */
  public static final LoggingConfiguration OFF = new LoggingConfiguration(Level.OFF, false, null);

  /** Which events are logged. */
  public enum Level {
    ALL,
    ERROR,
    FATAL,
    OFF
  }
}
