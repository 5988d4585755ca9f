package io.passo.coordinator.api.statemachine;

import io.passo.asl.model.StateMachineType;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Names;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.RequestTags;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Roles;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.LoggingConfiguration;
import io.passo.coordinator.definition.NewStateMachine;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.StateMachines;
import io.passo.coordinator.definition.StateMachines.Created;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a state machine; the same again gives the one that is there. */
@Singleton
public final class CreateStateMachine implements Operation<CreateStateMachine.Request> {
  private static final String FIRST_VERSION = ":1";

  private final StateMachines machines;
  private final CheckedDefinitions definitions;
  private final Quotas quotas;
  private final InstantSource clock;

  public CreateStateMachine(
      StateMachines machines, CheckedDefinitions definitions, Quotas quotas, InstantSource clock) {
    this.machines = machines;
    this.definitions = definitions;
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("name", Text.NAME),
        members.required("definition", Text.DEFINITION),
        members.required("roleArn", Text.ARN),
        members.choice("type", StateMachineType.class).orElse(StateMachineType.STANDARD),
        RequestTags.read(members),
        Settings.read(members));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    Names.check(request.name());
    Roles.check(request.roleArn());
    request.settings().check();
    StateMachineArn arn = new StateMachineArn(Arns.scope(call.caller()), request.name());
    RequestTags.check(request.tags(), arn.toString());
    return definitions
        .check(request.definition(), request.type())
        .map(hash -> machine(request, arn, hash, clock.instant(), call))
        .chain(this::create)
        .map(Answer::of);
  }

  private Uni<RegisteredStateMachine> create(NewStateMachine wanted) {
    return machines
        .find(wanted.arn())
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(new Created(found.get(), false))
                    : createNew(wanted))
        .map(created -> created.fresh() ? created.machine() : same(created.machine(), wanted));
  }

  private Uni<Created> createNew(NewStateMachine wanted) {
    return machines
        .count(wanted.account(), wanted.region())
        .chain(
            count -> {
              if (count >= quotas.stateMachines()) {
                throw ApiErrors.stateMachineLimitExceeded(quotas.stateMachines());
              }
              return machines.create(wanted);
            });
  }

  /** Role and tags do not count; everything else must be as it was. */
  private static RegisteredStateMachine same(RegisteredStateMachine found, NewStateMachine wanted) {
    OwnStateMachines.active(found);
    Configuration before = found.revision().configuration();
    Configuration asked = wanted.configuration();
    boolean same =
        found.type() == wanted.type()
            && before.definitionHash().equals(asked.definitionHash())
            && before.logging().equals(asked.logging())
            && before.tracing() == asked.tracing()
            && Objects.equals(found.creation(), wanted.publication());
    if (!same) {
      throw ApiErrors.stateMachineAlreadyExists(found.arn());
    }
    return found;
  }

  private static NewStateMachine machine(
      Request request, StateMachineArn arn, String hash, Instant now, Call call) {
    Settings settings = request.settings();
    LoggingConfiguration logging =
        Optional.ofNullable(settings.logging())
            .map(Settings.LoggingMembers::toConfiguration)
            .orElse(LoggingConfiguration.OFF);
    return new NewStateMachine(
        arn.toString(),
        call.caller().account(),
        call.caller().region(),
        request.name(),
        request.type(),
        Instant.ofEpochMilli(now.toEpochMilli()),
        new Configuration(
            hash, request.roleArn(), logging, Boolean.TRUE.equals(settings.tracing())),
        request.definition(),
        request.tags(),
        settings.version().publication());
  }

  /** What CreateStateMachine takes. */
  public record Request(
      String name,
      String definition,
      String roleArn,
      StateMachineType type,
      Map<String, String> tags,
      Settings settings) {}

  private record Answer(String stateMachineArn, Instant creationDate, @Nullable String versionArn)
      implements Response {
    static Answer of(RegisteredStateMachine machine) {
      return new Answer(
          machine.arn(),
          machine.creationDate(),
          machine.creation() == null ? null : machine.arn() + FIRST_VERSION);
    }

    @Override
    public void writeTo(ResponseWriter out) {
      out.text("stateMachineArn", stateMachineArn)
          .time("creationDate", creationDate)
          .text("stateMachineVersionArn", versionArn);
    }
  }
}
