package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.StateMachineStatus;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** State machines of the caller: those of other accounts do not exist for it. */
public final class OwnStateMachines {
  private OwnStateMachines() {}

  /**
   * The state machine, version or alias an ARN names; fails with {@code StateMachineDoesNotExist}.
   * There are no Distributed Maps yet, so a labelled ARN names nothing.
   */
  public static Uni<Reference> require(StateMachineArn arn, Call call, Lookup lookup) {
    if (!exists(arn, call)) {
      return Uni.createFrom().failure(ApiErrors.stateMachineDoesNotExist(arn.toString()));
    }
    return lookup
        .find(arn.unqualified().toString(), arn.qualifier())
        .map(found -> found.orElseThrow(() -> ApiErrors.stateMachineDoesNotExist(arn.toString())));
  }

  /** False if the ARN cannot name anything of the caller. */
  public static boolean exists(StateMachineArn arn, Call call) {
    return arn.label() == null && arn.scope().account().equals(call.caller().account());
  }

  /** The state machine itself; fails with {@code StateMachineDeleting} if it is being deleted. */
  public static RegisteredStateMachine active(RegisteredStateMachine machine) {
    if (machine.status() == StateMachineStatus.DELETING) {
      throw ApiErrors.stateMachineDeleting(machine.arn());
    }
    return machine;
  }

  /** Where references are looked up: in PostgreSQL, or in what is known of it. */
  @FunctionalInterface
  public interface Lookup {
    /** What an unqualified ARN and a qualifier name together. */
    Uni<Optional<Reference>> find(String stateMachineArn, @Nullable String qualifier);
  }
}
