package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.StateMachineStatus;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Whether an execution can be redriven, and why not, in the service's words. */
@Singleton
public final class Redrivability {
  private static final Duration PERIOD = Duration.ofDays(14);

  /** No redrive may begin while its history is being deleted. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String OF_A_MAP_RUN =
      "Execution was started by a Map Run and cannot be redriven";
  private static final long MOST_EVENTS = 24_999;

  private final CurrentStateMachines machines;
  private final ExecutionIndex index;
  private final InstantSource clock;
  private final Duration period;

  @Inject
  public Redrivability(
      CurrentStateMachines machines,
      ExecutionIndex index,
      InstantSource clock,
      PassoConfig config) {
    this(machines, index, clock, config.retention().period());
  }

  /**
   * @param retention how long closed executions can be read
   */
  public Redrivability(
      CurrentStateMachines machines,
      ExecutionIndex index,
      InstantSource clock,
      Duration retention) {
    Duration kept = retention.minus(MARGIN);
    this.period = kept.compareTo(PERIOD) < 0 ? kept : PERIOD;
    this.machines = machines;
    this.index = index;
    this.clock = clock;
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
      case RUNNING, SUCCEEDED ->
          Uni.createFrom()
              .item(Optional.of("Execution is " + execution.status() + " and cannot be redriven"));
      case FAILED, TIMED_OUT, ABORTED -> whyNotNow(execution);
    };
  }

  private Uni<Optional<String>> whyNotNow(ExecutionRecord execution) {
    Instant now = clock.instant();
    Long stopDate = execution.stopDate();
    if (stopDate != null && Instant.ofEpochMilli(stopDate).plus(period).isBefore(now)) {
      return no("Execution redrivable period exceeded");
    }
    if (Instant.ofEpochMilli(execution.startDate()).plus(LONGEST).isBefore(now)) {
      return no("Execution has exceeded the max execution time");
    }
    return isDeleting(execution)
        .chain(
            deleting -> deleting ? no("State machine is in DELETING status") : tooLong(execution));
  }

  private Uni<Boolean> isDeleting(ExecutionRecord execution) {
    // Children of a Map Run name its label, too.
    StateMachineArn named = Arns.stateMachine(execution.stateMachineArn());
    String machine = new StateMachineArn(named.scope(), named.name()).toString();
    return CallerContext.back(machines.find(machine, null))
        .map(
            found ->
                found
                    .filter(there -> there.machine().status() == StateMachineStatus.ACTIVE)
                    .isEmpty());
  }

  private Uni<Optional<String>> tooLong(ExecutionRecord execution) {
    return index
        .lastEvent(execution.executionArn())
        .map(
            last ->
                last >= MOST_EVENTS
                    ? Optional.of("Execution history event limit exceeded")
                    : Optional.empty());
  }

  private static Uni<Optional<String>> no(String reason) {
    return Uni.createFrom().item(Optional.of(reason));
  }
}
