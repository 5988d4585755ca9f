package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/** State machines of the caller: those of other accounts do not exist for it. */
public final class OwnStateMachines {
  private OwnStateMachines() {}

  /**
   * The state machine an ARN names; fails with {@code StateMachineDoesNotExist}. There are no
   * versions, aliases and Distributed Maps yet, so a qualified or labelled ARN names nothing.
   */
  public static Uni<RegisteredStateMachine> require(
      StateMachineArn arn,
      Call call,
      Function<String, Uni<Optional<RegisteredStateMachine>>> find) {
    if (!exists(arn, call)) {
      return Uni.createFrom().failure(ApiErrors.stateMachineDoesNotExist(arn.toString()));
    }
    return find.apply(arn.toString())
        .map(found -> found.orElseThrow(() -> ApiErrors.stateMachineDoesNotExist(arn.toString())));
  }

  /** False if the ARN cannot name a state machine of the caller. */
  static boolean exists(StateMachineArn arn, Call call) {
    return arn.qualifier() == null
        && arn.label() == null
        && arn.scope().account().equals(call.caller().account());
  }
}
