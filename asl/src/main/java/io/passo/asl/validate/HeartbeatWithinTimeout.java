package io.passo.asl.validate;

import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.function.Consumer;

/** {@code HeartbeatSeconds} is below {@code TimeoutSeconds}, where both are written down. */
final class HeartbeatWithinTimeout extends EachState {
  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof TaskState task
        && task.timeout() instanceof IntegerSource.Fixed timeout
        && task.heartbeat() instanceof IntegerSource.Fixed heartbeat
        && heartbeat.value() >= timeout.value()) {
      report.accept(
          Diagnostic.error(
              DiagnosticCode.SCHEMA_VALIDATION_FAILED,
              "Expected HeartbeatSeconds below TimeoutSeconds (%d) but found %d"
                  .formatted(timeout.value(), heartbeat.value()),
              state.pointer().field("HeartbeatSeconds")));
    }
  }
}
