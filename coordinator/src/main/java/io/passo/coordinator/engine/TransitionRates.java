package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Pace;
import java.time.Instant;

/**
 * How fast accounts may enter states, whichever coordinators run their executions. Implementations
 * do not block and never fail.
 */
public interface TransitionRates {
  /** No limits. */
  TransitionRates NONE =
      new TransitionRates() {
        @Override
        public Pace pace(String executionArn, Instant now) {
          return Pace.FREE;
        }

        @Override
        public void charge(String executionArn, int transitions) {
          // Nothing is counted.
        }
      };

  /**
   * What an execution may do now.
   *
   * @param now partition clock
   * @return {@link Pace#FREE} if its account has no rate
   */
  Pace pace(String executionArn, Instant now);

  /**
   * Counts transitions: those made, and those that flows wait for, which are theirs from then on.
   *
   * @param transitions how many; below 0 for those that are needed no more
   */
  void charge(String executionArn, int transitions);
}
