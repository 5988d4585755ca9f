package io.passo.asl.validate;

import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.time.Duration;
import java.util.function.Consumer;

/** {@code MaxDelaySeconds} is not below {@code IntervalSeconds} (asl.md §7.2). */
final class RetryDelays extends EachState {
  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof Recovering recovering) {
      recovering.retry().forEach(retrier -> check(retrier, report));
    }
  }

  private static void check(Retrier retrier, Consumer<Diagnostic> report) {
    Duration maxDelay = retrier.maxDelay();
    if (maxDelay != null && maxDelay.compareTo(retrier.interval()) < 0) {
      report.accept(
          Diagnostic.error(
              DiagnosticCode.SCHEMA_VALIDATION_FAILED,
              "Expected MaxDelaySeconds of at least IntervalSeconds (%d) but found %d"
                  .formatted(retrier.interval().toSeconds(), maxDelay.toSeconds()),
              retrier.pointer().field("MaxDelaySeconds")));
    }
  }
}
