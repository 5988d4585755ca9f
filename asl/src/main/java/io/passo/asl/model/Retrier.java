package io.passo.asl.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Retry} (asl.md §7.2).
 *
 * @param errorEquals names it is for; never empty
 * @param interval {@code IntervalSeconds}: delay before the first retry
 * @param maxAttempts retries, not runs: 3 allows up to four runs, 0 none
 * @param backoffRate factor from delay to delay, at least 1
 * @param maxDelay {@code MaxDelaySeconds}: no delay is longer
 * @param jitterStrategy {@code JitterStrategy}
 * @param pointer where it stands
 */
public record Retrier(
    List<String> errorEquals,
    Duration interval,
    int maxAttempts,
    double backoffRate,
    @Nullable Duration maxDelay,
    JitterStrategy jitterStrategy,
    Pointer pointer) {
  public Retrier {
    errorEquals = List.copyOf(errorEquals);
    if (maxAttempts < 0) {
      throw new IllegalArgumentException("Expected MaxAttempts >= 0 but was " + maxAttempts);
    }
  }

  /** How a delay is drawn. */
  public enum JitterStrategy {
    /** Any time between 0 and the delay. */
    FULL,
    /** The delay itself. */
    NONE
  }
}
