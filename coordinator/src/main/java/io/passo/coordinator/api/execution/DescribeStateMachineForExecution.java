package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.SettingsWriter;
import io.passo.coordinator.api.statemachine.StoredDefinitions;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.LoggingConfiguration;
import io.passo.coordinator.definition.Revision;
import io.passo.coordinator.definition.StateMachines;
import io.passo.coordinator.history.ExecutionRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The state machine as an execution uses it, even if it has been updated or deleted since. */
@Singleton
public final class DescribeStateMachineForExecution
    implements Operation<DescribeStateMachineForExecution.Request> {
  private final OwnExecutions executions;
  private final StateMachines machines;
  private final StoredDefinitions definitions;

  public DescribeStateMachineForExecution(
      OwnExecutions executions, StateMachines machines, StoredDefinitions definitions) {
    this.executions = executions;
    this.machines = machines;
    this.definitions = definitions;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.choice("includedData", IncludedData.class).orElse(IncludedData.ALL_DATA));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    return executions
        .require(OwnExecutions.own(request.executionArn(), call).toString())
        .chain(execution -> describe(execution, request.includedData()));
  }

  private Uni<Answer> describe(ExecutionRecord execution, IncludedData included) {
    return revision(execution)
        .chain(
            revision ->
                definitions
                    .text(execution.definitionHash(), included)
                    .map(definition -> new Answer(execution, revision, definition)));
  }

  private Uni<Revision> revision(ExecutionRecord execution) {
    Instant startDate = Instant.ofEpochMilli(execution.startDate());
    Configuration pinned =
        new Configuration(
            execution.definitionHash(), execution.roleArn(), LoggingConfiguration.OFF, false);
    return machines
        .pinned(unlabelled(execution), execution.definitionHash(), execution.roleArn(), startDate)
        .map(found -> found.orElseGet(() -> new Revision(1, null, pinned, startDate)));
  }

  // A child execution of a Map Run names the state machine with the label of its Map state.
  private static String unlabelled(ExecutionRecord execution) {
    StateMachineArn arn = Arns.stateMachine(execution.stateMachineArn());
    return new StateMachineArn(arn.scope(), arn.name()).toString();
  }

  /** What DescribeStateMachineForExecution takes. */
  public record Request(String executionArn, IncludedData includedData) {}

  private record Answer(ExecutionRecord execution, Revision revision, String definition)
      implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("stateMachineArn", execution.stateMachineArn())
          .text("name", Arns.stateMachine(execution.stateMachineArn()).name())
          .text("definition", definition)
          .text("roleArn", execution.roleArn())
          .time("updateDate", revision.updateDate());
      SettingsWriter.write(revision.configuration(), out);
      out.text("revisionId", revision.revisionId())
          .text("mapRunArn", execution.mapRunArn())
          .text("label", Arns.stateMachine(execution.stateMachineArn()).label());
    }
  }
}
