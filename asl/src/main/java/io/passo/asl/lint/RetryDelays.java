package io.passo.asl.lint;

import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import java.util.function.Consumer;

/** Many attempts at a steady short interval keep a broken service down. */
final class RetryDelays extends EachState {
  private static final int MANY = 5;

  @Override
  void check(State state, Consumer<Finding> report) {
    if (!(state instanceof Recovering recovering)) {
      return;
    }
    for (Retrier retrier : recovering.retry()) {
      boolean steady = retrier.backoffRate() <= 1.0 && retrier.interval().toSeconds() <= 1;
      if (steady && retrier.maxAttempts() > MANY) {
        report.accept(
            new Finding(
                "RETRY_WITHOUT_BACKOFF",
                Finding.Level.WARNING,
                retrier.maxAttempts()
                    + " attempts one second apart: raise BackoffRate and set MaxDelaySeconds",
                retrier.pointer().text(),
                0));
      }
    }
  }
}
