package io.passo.asl.interpreter.state;

import io.passo.asl.data.Entropy;
import io.passo.asl.model.Retrier;
import java.time.Duration;

/** How long a Retrier backs off (asl.md §7.2). */
final class RetryDelay {
  // Beyond any limit of an execution; keeps the arithmetic finite.
  private static final double LONGEST_SECONDS = Integer.MAX_VALUE;

  private RetryDelay() {}

  /**
   * @param retriesBefore retries that this Retrier has made in this visit
   */
  static Duration of(Retrier retrier, int retriesBefore, Entropy entropy) {
    double seconds =
        (double) retrier.interval().toSeconds() * Math.pow(retrier.backoffRate(), retriesBefore);
    if (retrier.maxDelay() != null) {
      seconds = Math.min(seconds, (double) retrier.maxDelay().toSeconds());
    }
    seconds = Math.min(seconds, LONGEST_SECONDS);
    return switch (retrier.jitterStrategy()) {
      case NONE -> Duration.ofMillis(Math.round(seconds * 1000));
      case FULL -> Duration.ofMillis((long) (seconds * 1000 * entropy.nextDouble()));
    };
  }
}
