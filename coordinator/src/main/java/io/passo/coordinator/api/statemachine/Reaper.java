package io.passo.coordinator.api.statemachine;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.StateMachines;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionQuery;
import io.passo.protocol.EngineRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Finishes deletions: aborts what runs of deleted state machines and takes a state machine away
 * once nothing of it runs. Every coordinator does it; doing it twice changes nothing.
 */
@Singleton
public final class Reaper {
  /** Longer than {@link CurrentStateMachines} shows an old state, so that no start comes later. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int AT_ONCE = 100;

  private final StateMachines machines;
  private final CurrentStateMachines current;
  private final ExecutionIndex index;
  private final EngineCalls engine;
  private final InstantSource clock;

  public Reaper(
      StateMachines machines,
      CurrentStateMachines current,
      ExecutionIndex index,
      EngineCalls engine,
      InstantSource clock) {
    this.machines = machines;
    this.current = current;
    this.index = index;
    this.engine = engine;
    this.clock = clock;
  }

  /** Does once what can be done now; fails if a store or the engine does not answer. */
  public Uni<Void> run() {
    return machines
        .deletedBefore(clock.instant().minus(GRACE))
        .onItem()
        .transformToMulti(deleted -> Multi.createFrom().iterable(deleted))
        .onItem()
        .transformToUniAndConcatenate(this::finish)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> finish(RegisteredStateMachine machine) {
    return index
        .list(
            new ExecutionQuery(
                new ExecutionQuery.StateMachine(machine.arn()),
                ExecutionStatus.RUNNING,
                null,
                null,
                AT_ONCE))
        .chain(
            running ->
                running.isEmpty()
                    ? remove(machine)
                    : Multi.createFrom()
                        .iterable(running)
                        .onItem()
                        .transformToUniAndMerge(execution -> stop(execution.executionArn()))
                        .collect()
                        .asList()
                        .replaceWithVoid());
  }

  private Uni<Void> stop(String executionArn) {
    return engine
        .ask(
            executionArn,
            (caller, key) -> new EngineRequest.StopExecution(caller, key, executionArn, null, null))
        .replaceWithVoid();
  }

  private Uni<Void> remove(RegisteredStateMachine machine) {
    return machines.remove(machine).invoke(() -> current.changed(machine.arn()));
  }
}
