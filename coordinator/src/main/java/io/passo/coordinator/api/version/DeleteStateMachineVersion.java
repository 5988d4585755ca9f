package io.passo.coordinator.api.version;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.Arns.VersionArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Deletes a version that no alias routes to; its number is never given again. */
@Singleton
public final class DeleteStateMachineVersion
    implements Operation<DeleteStateMachineVersion.Request> {
  private final Versions versions;
  private final CurrentStateMachines current;

  public DeleteStateMachineVersion(Versions versions, CurrentStateMachines current) {
    this.versions = versions;
    this.current = current;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("stateMachineVersionArn", Text.LONG_ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    VersionArn arn = Arns.version(request.stateMachineVersionArn());
    if (!OwnStateMachines.exists(arn.machine(), call)) {
      return Uni.createFrom().item(Response.EMPTY);
    }
    String machine = arn.machine().toString();
    return versions
        .delete(machine, arn.number())
        .onTermination()
        .invoke(() -> current.changed(machine))
        .map(DeleteStateMachineVersion::answer);
  }

  private static Response answer(List<String> aliases) {
    if (!aliases.isEmpty()) {
      throw ApiErrors.conflict(
          "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: "
              + aliases);
    }
    return Response.EMPTY;
  }

  /** What DeleteStateMachineVersion takes. */
  public record Request(String stateMachineVersionArn) {}
}
