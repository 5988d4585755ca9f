package io.passo.asl.lint;

import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.Workflow;
import java.util.function.Consumer;

/** Retries inside of what is retried multiply. */
final class RetryStorms implements LintRule {
  private static final long MOST_ATTEMPTS = 50;

  @Override
  public void check(StateMachine machine, Consumer<Finding> report) {
    check(machine.workflow(), 1, report);
  }

  private static void check(Workflow workflow, long around, Consumer<Finding> report) {
    for (State state : workflow.states().values()) {
      long own = attempts(state);
      long all = Math.min(around * own, Integer.MAX_VALUE);
      if (around > 1 && own > 1 && all > MOST_ATTEMPTS) {
        report.accept(
            Finding.warning(
                "RETRY_STORM",
                state,
                ("Up to %d attempts: %d here for each of %d of the states around it; retry in one"
                        + " place")
                    .formatted(all, own, around)));
      }
      Workflow.inside(state).forEach(inner -> check(inner, all, report));
    }
  }

  /** Runs of a state in one visit at most: its Retriers count on their own. */
  private static long attempts(State state) {
    long attempts = 1;
    if (state instanceof Recovering recovering) {
      for (Retrier retrier : recovering.retry()) {
        attempts = Math.min(attempts + retrier.maxAttempts(), Integer.MAX_VALUE);
      }
    }
    return attempts;
  }
}
