package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CreationOrder;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Page;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.StateMachines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The caller's state machines in the order of creation. */
@Singleton
public final class ListStateMachines implements Operation<CreationOrder.Request> {
  private final StateMachines machines;
  private final CreationOrder order;

  public ListStateMachines(StateMachines machines, CreationOrder order) {
    this.machines = machines;
    this.order = order;
  }

  @Override
  public CreationOrder.Request parse(Members members) {
    return CreationOrder.Request.read(members);
  }

  @Override
  public Uni<? extends Response> handle(CreationOrder.Request request, Call call) {
    CreationOrder.Listing listing = order.listing(name(), request, call);
    return machines
        .list(listing.query())
        .map(
            found ->
                listing.page(
                    found, RegisteredStateMachine::creationDate, RegisteredStateMachine::arn))
        .map(Answer::new);
  }

  private record Answer(Page<RegisteredStateMachine> page) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures("stateMachines", page.entries(), Answer::entry)
          .text("nextToken", page.nextToken());
    }

    private static void entry(ResponseWriter out, RegisteredStateMachine machine) {
      out.text("stateMachineArn", machine.arn())
          .text("name", machine.name())
          .text("type", machine.type().name())
          .time("creationDate", machine.creationDate());
    }
  }
}
