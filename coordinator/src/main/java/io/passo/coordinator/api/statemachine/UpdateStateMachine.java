package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Roles;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.References;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.Revised;
import io.passo.coordinator.definition.Revised.Done;
import io.passo.coordinator.definition.Revision;
import io.passo.coordinator.definition.StateMachineUpdate;
import io.passo.coordinator.definition.StateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a new revision of a state machine; what runs keeps the old one. */
@Singleton
public final class UpdateStateMachine implements Operation<UpdateStateMachine.Request> {
  private final StateMachines machines;
  private final References references;
  private final CurrentStateMachines current;
  private final CheckedDefinitions definitions;
  private final Quotas quotas;
  private final InstantSource clock;

  public UpdateStateMachine(
      StateMachines machines,
      References references,
      CurrentStateMachines current,
      CheckedDefinitions definitions,
      Quotas quotas,
      InstantSource clock) {
    this.machines = machines;
    this.references = references;
    this.quotas = quotas;
    this.current = current;
    this.definitions = definitions;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("definition", Text.DEFINITION),
        members.optional("roleArn", Text.ARN),
        Settings.read(members));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.unqualified(request.stateMachineArn());
    if (request.isEmpty()) {
      throw ApiErrors.missingRequiredParameter(
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
    }
    if (request.roleArn() != null) {
      Roles.check(request.roleArn());
    }
    request.settings().check();
    return OwnStateMachines.require(arn, call, references::find)
        .chain(found -> hash(request.definition(), found.machine()))
        .chain(hash -> update(arn.toString(), request, hash.orElse(null)))
        .map(revised -> answer(arn.toString(), revised));
  }

  private Uni<Optional<String>> hash(@Nullable String definition, RegisteredStateMachine found) {
    return definition == null
        ? Uni.createFrom().item(Optional.empty())
        : definitions.check(definition, found.type()).map(Optional::of);
  }

  private Uni<Revised> update(String arn, Request request, @Nullable String hash) {
    return machines
        .update(
            arn,
            new StateMachineUpdate(
                before -> changed(before, request, hash),
                request.definition(),
                request.settings().version().publication(),
                quotas.versions(),
                Instant.ofEpochMilli(clock.millis())))
        // Invalidated after a failure, too: then the update may have happened all the same.
        .onTermination()
        .invoke(() -> current.changed(arn));
  }

  private static Configuration changed(
      Configuration before, Request request, @Nullable String hash) {
    Settings settings = request.settings();
    return new Configuration(
        Objects.requireNonNullElse(hash, before.definitionHash()),
        Objects.requireNonNullElse(request.roleArn(), before.roleArn()),
        settings.logging() == null ? before.logging() : settings.logging().toConfiguration(),
        Objects.requireNonNullElse(settings.tracing(), before.tracing()));
  }

  private Response answer(String arn, Revised revised) {
    Done done = RevisedErrors.check(arn, revised, quotas);
    Revision revision = done.machine().revision();
    return new Answer(
        revision.updateDate(),
        revision.revisionId(),
        done.version() == null ? null : done.version().arn());
  }

  /** What UpdateStateMachine takes. */
  public record Request(
      String stateMachineArn,
      @Nullable String definition,
      @Nullable String roleArn,
      Settings settings) {
    boolean isEmpty() {
      return definition == null
          && roleArn == null
          && settings.logging() == null
          && settings.tracing() == null
          && settings.encryption().isEmpty();
    }
  }

  private record Answer(
      Instant updateDate, @Nullable String revisionId, @Nullable String versionArn)
      implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.time("updateDate", updateDate)
          .text("revisionId", revisionId)
          .text("stateMachineVersionArn", versionArn);
    }
  }
}
