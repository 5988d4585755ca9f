package io.passo.coordinator.api.alias;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.Arns.AliasArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Alias;
import io.passo.coordinator.definition.Aliases;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns one alias. */
@Singleton
public final class DescribeStateMachineAlias
    implements Operation<DescribeStateMachineAlias.Request> {
  private final Aliases aliases;

  public DescribeStateMachineAlias(Aliases aliases) {
    this.aliases = aliases;
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
    return aliases
        .find(arn.machine().toString(), arn.name())
        .map(found -> new Answer(found.orElseThrow(() -> ApiErrors.resourceNotFound(text))));
  }

  /** What DescribeStateMachineAlias takes. */
  public record Request(String stateMachineAliasArn) {}

  private record Answer(Alias alias) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("stateMachineAliasArn", alias.arn())
          .text("name", alias.name())
          .text("description", alias.description());
      Routing.write(alias, out);
      out.time("creationDate", alias.creationDate()).time("updateDate", alias.updateDate());
    }
  }
}
