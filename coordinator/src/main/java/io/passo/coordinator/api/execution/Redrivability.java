package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.maprun.RedriveRules;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whether an execution can be redriven, and why not, in the service's words. */
@Singleton
public final class Redrivability {
  private static final String OF_A_MAP_RUN =
      "Execution was started by a Map Run and cannot be redriven";

  private final RedriveRules rules;
  private final ExecutionIndex index;

  public Redrivability(RedriveRules rules, ExecutionIndex index) {
    this.rules = rules;
    this.index = index;
  }

  /** Why RedriveExecution cannot redrive the execution; empty if it can. */
  Uni<Optional<String>> whyNot(ExecutionRecord execution) {
    return whyNotAtAll(execution)
        .map(
            reason ->
                reason.isEmpty() && execution.mapRunArn() != null
                    ? Optional.of(OF_A_MAP_RUN)
                    : reason);
  }

  /**
   * Why the execution cannot be redriven, neither by itself nor, as a child of a Map Run, by that;
   * empty if it can.
   */
  Uni<Optional<String>> whyNotAtAll(ExecutionRecord execution) {
    return switch (execution.status()) {
      case RUNNING, SUCCEEDED -> no(isAndCannot(execution.status().name()));
      case FAILED, TIMED_OUT, ABORTED -> whyNotNow(execution);
    };
  }

  /** Of an execution whose status does not let it. */
  static String isAndCannot(String status) {
    return "Execution is " + status + " and cannot be redriven";
  }

  private Uni<Optional<String>> whyNotNow(ExecutionRecord execution) {
    Optional<String> tooOld = rules.whyTooOld(execution);
    return tooOld.isPresent()
        ? Uni.createFrom().item(tooOld)
        : rules
            .isDeleting(execution.stateMachineArn())
            .chain(
                deleting ->
                    deleting ? no("State machine is in DELETING status") : tooLong(execution));
  }

  private Uni<Optional<String>> tooLong(ExecutionRecord execution) {
    return index
        .lastEvent(execution.executionArn())
        .map(
            last ->
                rules.isTooLong(last)
                    ? Optional.of("Execution history event limit exceeded")
                    : Optional.empty());
  }

  private static Uni<Optional<String>> no(String reason) {
    return Uni.createFrom().item(Optional.of(reason));
  }
}
