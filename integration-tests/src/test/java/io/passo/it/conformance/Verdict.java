package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How one case went.
 *
 * @param of the case
 * @param pending the later feature it needs; empty if it should pass
 * @param outcome first difference of status, output, error and cause; empty if they agree
 * @param history first difference of the history; empty if it agrees or none is expected
 */
record Verdict(
    ConformanceCase of,
    Optional<String> pending,
    Optional<String> outcome,
    Optional<String> history) {

  /** Runs and compares a case. */
  static Verdict of(ConformanceCase of, Runner runner) {
    Optional<String> pending = Pending.feature(of);
    if (pending.isPresent()) {
      Optional<String> why = pending.map(feature -> "pending: " + feature);
      return new Verdict(of, pending, why, why);
    }
    Optional<String> outcome = Optional.empty();
    Optional<String> history = Optional.empty();
    for (ConformanceCase.Run run : of.runs()) {
      try {
        if (of.isTestState()) {
          JsonNode response = runner.test(of, run);
          outcome = outcome.or(() -> Comparison.response(run.expected(), response));
        } else {
          ActualRun actual = runner.run(of, run);
          outcome = outcome.or(() -> Comparison.outcome(run.expected(), actual));
          history = history.or(() -> Comparison.history(run.expected(), actual));
        }
      } catch (RuntimeException e) {
        outcome = outcome.or(() -> Optional.of(String.valueOf(e)));
      }
    }
    return new Verdict(of, pending, outcome, history);
  }

  /** Status, output, error and cause agree. */
  boolean outcomeAgrees() {
    return outcome.isEmpty();
  }

  /** So does the history. */
  boolean historyAgrees() {
    return outcomeAgrees() && history.isEmpty();
  }

  /** Runs a case. */
  interface Runner {
    /** Runs one execution. */
    ActualRun run(ConformanceCase of, ConformanceCase.Run run);

    /** The response to one TestState. */
    JsonNode test(ConformanceCase of, ConformanceCase.Run run);
  }
}
