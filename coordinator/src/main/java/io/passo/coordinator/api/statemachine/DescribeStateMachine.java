package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.StateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Definition and configuration of a state machine. */
@Singleton
public final class DescribeStateMachine implements Operation<DescribeStateMachine.Request> {
  private final StateMachines machines;
  private final StoredDefinitions definitions;

  public DescribeStateMachine(StateMachines machines, StoredDefinitions definitions) {
    this.machines = machines;
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
    return OwnStateMachines.require(
            Arns.stateMachine(request.stateMachineArn()), call, machines::find)
        .chain(
            machine ->
                definitions
                    .text(
                        machine.revision().configuration().definitionHash(), request.includedData())
                    .map(definition -> new Answer(machine, definition)));
  }

  /** What DescribeStateMachine takes. */
  public record Request(String stateMachineArn, IncludedData includedData) {}

  private record Answer(RegisteredStateMachine machine, String definition) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      Configuration configuration = machine.revision().configuration();
      out.text("stateMachineArn", machine.arn())
          .text("name", machine.name())
          .text("status", machine.status().name())
          .text("definition", definition)
          .text("roleArn", configuration.roleArn())
          .text("type", machine.type().name())
          .time("creationDate", machine.creationDate());
      SettingsWriter.write(configuration, out);
      out.text("revisionId", machine.revision().revisionId());
    }
  }
}
