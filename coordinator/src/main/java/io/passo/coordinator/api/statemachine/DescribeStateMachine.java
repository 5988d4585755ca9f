package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.References;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.Revision;
import io.passo.coordinator.definition.Version;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Definition and configuration of a state machine or version; of an alias those of the version that
 * most starts get.
 */
@Singleton
public final class DescribeStateMachine implements Operation<DescribeStateMachine.Request> {
  private final References references;
  private final StoredDefinitions definitions;

  public DescribeStateMachine(References references, StoredDefinitions definitions) {
    this.references = references;
    this.definitions = definitions;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.choice("includedData", IncludedData.class).orElse(IncludedData.ALL_DATA));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.stateMachine(request.stateMachineArn());
    return OwnStateMachines.require(arn, call, references::find)
        .chain(found -> describe(arn.toString(), found, request.includedData()));
  }

  private Uni<Answer> describe(String arn, Reference reference, IncludedData included) {
    Version version = version(reference);
    Revision revision = version == null ? reference.machine().revision() : version.revision();
    return definitions
        .text(revision.configuration().definitionHash(), included)
        .map(definition -> new Answer(arn, reference.machine(), version, revision, definition));
  }

  private static @Nullable Version version(Reference reference) {
    return switch (reference) {
      case Reference.Latest latest -> null;
      case Reference.Published published -> published.version();
      case Reference.Routed routed -> routed.version(routed.alias().mainVersion());
    };
  }

  /** What DescribeStateMachine takes. */
  public record Request(String stateMachineArn, IncludedData includedData) {}

  private record Answer(
      String arn,
      RegisteredStateMachine machine,
      @Nullable Version version,
      Revision revision,
      String definition)
      implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      Configuration configuration = revision.configuration();
      out.text("stateMachineArn", arn)
          .text("name", machine.name())
          .text("status", machine.status().name())
          .text("definition", definition)
          .text("roleArn", configuration.roleArn())
          .text("type", machine.type().name())
          .time("creationDate", version == null ? machine.creationDate() : version.creationDate());
      SettingsWriter.write(configuration, out);
      out.text("revisionId", revision.revisionId())
          .text("description", version == null ? null : version.description());
    }
  }
}
