package io.passo.coordinator.api.alias;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Alias;
import io.passo.coordinator.definition.AliasChange.Done;
import io.passo.coordinator.definition.Aliases;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates an alias; the same again gives the one that is there. */
@Singleton
public final class CreateStateMachineAlias implements Operation<CreateStateMachineAlias.Request> {
  private static final Text NAME =
      new Text(1, 80, Pattern.compile("^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$"), false);

  private final Aliases aliases;
  private final CurrentStateMachines current;
  private final Quotas quotas;
  private final InstantSource clock;

  public CreateStateMachineAlias(
      Aliases aliases, CurrentStateMachines current, Quotas quotas, InstantSource clock) {
    this.aliases = aliases;
    this.current = current;
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    if (!members.has("routingConfiguration")) {
      members.missing("routingConfiguration");
    }
    return new Request(
        members.optional("description", Text.VERSION_DESCRIPTION),
        members.required("name", NAME),
        Routing.read(members));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn machine = request.routing().check();
    String version = request.routing().entries().getFirst().versionArn();
    if (!OwnStateMachines.exists(machine, call)) {
      throw ApiErrors.resourceNotFound(version);
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    Alias wanted =
        new Alias(
            machine.toString(),
            request.name(),
            request.description(),
            request.routing().routes(),
            now,
            now);
    return aliases
        .create(wanted, quotas.aliases())
        .onTermination()
        .invoke(() -> current.changed(machine.toString()))
        .map(change -> AliasErrors.check(machine.toString(), version, change, quotas))
        .map(done -> new Answer(same(done, wanted)));
  }

  private static Alias same(Done done, Alias wanted) {
    Alias found = done.alias();
    boolean same =
        Objects.equals(found.description(), wanted.description())
            && Set.copyOf(found.routes()).equals(Set.copyOf(wanted.routes()));
    if (!done.fresh() && !same) {
      throw ApiErrors.conflict(
          "Failed to create alias because an alias with the same name and a different routing configuration already exists.");
    }
    return found;
  }

  /** What CreateStateMachineAlias takes. */
  public record Request(@Nullable String description, String name, Routing routing) {}

  private record Answer(Alias alias) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("stateMachineAliasArn", alias.arn()).time("creationDate", alias.creationDate());
    }
  }
}
