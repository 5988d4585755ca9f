package io.passo.coordinator.api.alias;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.Arns.AliasArn;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Alias;
import io.passo.coordinator.definition.Aliases;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Changes description, routing or both of an alias. */
@Singleton
public final class UpdateStateMachineAlias implements Operation<UpdateStateMachineAlias.Request> {
  private final Aliases aliases;
  private final CurrentStateMachines current;
  private final Quotas quotas;
  private final InstantSource clock;

  public UpdateStateMachineAlias(
      Aliases aliases, CurrentStateMachines current, Quotas quotas, InstantSource clock) {
    this.aliases = aliases;
    this.current = current;
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineAliasArn", Text.ARN),
        members.optional("description", Text.VERSION_DESCRIPTION),
        members.has("routingConfiguration") ? Routing.read(members) : null);
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    AliasArn arn = Arns.alias(request.stateMachineAliasArn());
    Routing routing = request.routing();
    if (routing == null && request.description() == null) {
      throw ApiErrors.validation(
          "Either the description or the routingConfiguration must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    if (routing != null) {
      checkMachine(arn.machine(), routing);
    }
    if (!OwnStateMachines.exists(arn.machine(), call)) {
      throw ApiErrors.resourceNotFound(request.stateMachineAliasArn());
    }
    String machine = arn.machine().toString();
    Instant now = Instant.ofEpochMilli(clock.millis());
    return aliases
        .update(machine, arn.name(), found -> changed(found, request, now))
        .onTermination()
        .invoke(() -> current.changed(machine))
        .map(change -> AliasErrors.check(machine, request.stateMachineAliasArn(), change, quotas))
        .map(done -> new Answer(done.alias().updateDate()));
  }

  private static void checkMachine(StateMachineArn machine, Routing routing) {
    if (!routing.check().equals(machine)) {
      throw ApiErrors.validation(
          "Routing configuration must contain versions of the state machine of the alias",
          "INVALID_ROUTING_CONFIGURATION");
    }
  }

  private static Alias changed(Alias found, Request request, Instant now) {
    return new Alias(
        found.stateMachineArn(),
        found.name(),
        request.description() == null ? found.description() : request.description(),
        request.routing() == null ? found.routes() : request.routing().routes(),
        found.creationDate(),
        now);
  }

  /** What UpdateStateMachineAlias takes. */
  public record Request(
      String stateMachineAliasArn, @Nullable String description, @Nullable Routing routing) {}

  private record Answer(Instant updateDate) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.time("updateDate", updateDate);
    }
  }
}
