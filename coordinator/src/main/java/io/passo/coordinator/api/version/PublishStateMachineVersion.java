package io.passo.coordinator.api.version;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.api.statemachine.RevisedErrors;
import io.passo.coordinator.definition.Publication;
import io.passo.coordinator.definition.Version;
import io.passo.coordinator.definition.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Publishes the current revision of a state machine as its next version. */
@Singleton
public final class PublishStateMachineVersion
    implements Operation<PublishStateMachineVersion.Request> {
  private static final Text REVISION = Text.length(0, 256);

  private final Versions versions;
  private final Quotas quotas;
  private final InstantSource clock;

  public PublishStateMachineVersion(Versions versions, Quotas quotas, InstantSource clock) {
    this.versions = versions;
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("revisionId", REVISION),
        members.optional("description", Text.VERSION_DESCRIPTION));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.unqualified(request.stateMachineArn());
    if (!OwnStateMachines.exists(arn, call)) {
      throw ApiErrors.stateMachineDoesNotExist(arn.toString());
    }
    return versions
        .publish(
            arn.toString(),
            request.revisionId(),
            new Publication(request.description()),
            quotas.versions(),
            Instant.ofEpochMilli(clock.millis()))
        .map(revised -> RevisedErrors.check(arn.toString(), revised, quotas))
        .map(done -> new Answer(Objects.requireNonNull(done.version(), "One was asked for")));
  }

  /** What PublishStateMachineVersion takes. */
  public record Request(
      String stateMachineArn, @Nullable String revisionId, @Nullable String description) {}

  private record Answer(Version version) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.time("creationDate", version.creationDate())
          .text("stateMachineVersionArn", version.arn());
    }
  }
}
