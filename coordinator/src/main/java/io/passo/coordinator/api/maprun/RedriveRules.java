package io.passo.coordinator.api.maprun;

import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.StateMachineStatus;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.coordinator.history.MapRuns.RedriveBounds;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Which unsuccessful executions can no longer be redriven (operations.md §7). */
@Singleton
public final class RedriveRules {
  private static final Duration PERIOD = Duration.ofDays(14);

  /** No redrive may begin while its history is being deleted. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final long MOST_EVENTS = 24_999;

  private final CurrentStateMachines machines;
  private final InstantSource clock;
  private final Duration period;

  @Inject
  public RedriveRules(CurrentStateMachines machines, InstantSource clock, PassoConfig config) {
    this(machines, clock, config.retention().period());
  }

  /**
   * @param retention how long closed executions can be read
   */
  public RedriveRules(CurrentStateMachines machines, InstantSource clock, Duration retention) {
    Duration kept = retention.minus(MARGIN);
    this.period = kept.compareTo(PERIOD) < 0 ? kept : PERIOD;
    this.machines = machines;
    this.clock = clock;
  }

  /** Why an execution is too old, in the service's words; empty if it is not. */
  public Optional<String> whyTooOld(ExecutionRecord execution) {
    RedriveBounds bounds = bounds();
    Long stopDate = execution.stopDate();
    if (stopDate != null && stopDate < bounds.stoppedFrom()) {
      return Optional.of("Execution redrivable period exceeded");
    }
    return execution.startDate() < bounds.startedFrom()
        ? Optional.of("Execution has exceeded the max execution time")
        : Optional.empty();
  }

  /** Whether an execution with so many events has no room for a redrive. */
  public boolean isTooLong(long lastEvent) {
    return lastEvent >= MOST_EVENTS;
  }

  /**
   * Whether the state machine is being deleted, or is gone.
   *
   * @param stateMachineArn may name a label
   */
  public Uni<Boolean> isDeleting(String stateMachineArn) {
    StateMachineArn named = Arns.stateMachine(stateMachineArn);
    String machine = new StateMachineArn(named.scope(), named.name()).toString();
    return CallerContext.back(machines.find(machine, null))
        .map(
            found ->
                found
                    .filter(there -> there.machine().status() == StateMachineStatus.ACTIVE)
                    .isEmpty());
  }

  /** The same bounds for a question to the index. */
  public RedriveBounds bounds() {
    Instant now = clock.instant();
    return new RedriveBounds(
        now.minus(period).toEpochMilli(), now.minus(LONGEST).toEpochMilli(), MOST_EVENTS);
  }
}
