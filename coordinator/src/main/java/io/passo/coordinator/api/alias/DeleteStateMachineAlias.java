package io.passo.coordinator.api.alias;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.Arns.AliasArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Aliases;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Deletes an alias; its versions stay. */
@Singleton
public final class DeleteStateMachineAlias implements Operation<DeleteStateMachineAlias.Request> {
  private final Aliases aliases;
  private final CurrentStateMachines current;

  public DeleteStateMachineAlias(Aliases aliases, CurrentStateMachines current) {
    this.aliases = aliases;
    this.current = current;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("stateMachineAliasArn", Text.ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String text = request.stateMachineAliasArn();
    AliasArn arn = Arns.alias(text);
    if (!OwnStateMachines.exists(arn.machine(), call)) {
      throw ApiErrors.resourceNotFound(text);
    }
    String machine = arn.machine().toString();
    return aliases
        .delete(machine, arn.name())
        .onTermination()
        .invoke(() -> current.changed(machine))
        .map(
            deleted -> {
              if (!deleted) {
                throw ApiErrors.resourceNotFound(text);
              }
              return Response.EMPTY;
            });
  }

  /** What DeleteStateMachineAlias takes. */
  public record Request(String stateMachineAliasArn) {}
}
