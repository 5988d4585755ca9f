package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.StateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Marks a state machine as deleted; {@link Reaper} stops what runs and takes it away. */
@Singleton
public final class DeleteStateMachine implements Operation<DeleteStateMachine.Request> {
  private final StateMachines machines;
  private final CurrentStateMachines current;
  private final InstantSource clock;

  public DeleteStateMachine(
      StateMachines machines, CurrentStateMachines current, InstantSource clock) {
    this.machines = machines;
    this.current = current;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("stateMachineArn", Text.ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.unqualified(request.stateMachineArn());
    if (!OwnStateMachines.exists(arn, call)) {
      return Uni.createFrom().item(Response.EMPTY);
    }
    return machines
        .delete(arn.toString(), clock.instant())
        .onTermination()
        .invoke(() -> current.changed(arn.toString()))
        .replaceWith(Response.EMPTY);
  }

  /** What DeleteStateMachine takes. */
  public record Request(String stateMachineArn) {}
}
