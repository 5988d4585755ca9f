package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.Redriven;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the context object {@code $$} (asl.md §5) when an expression first asks for it. */
final class ContextObject implements Supplier<JsonNode> {
  private final ExecutionStart start;
  private final State state;
  private final Flow flow;
  private final @Nullable String taskToken;
  private @Nullable MapItem item;
  private @Nullable JsonNode made;

  ContextObject(Draft draft, State state, Flow flow) {
    this.start = draft.start();
    Inspection inspection = draft.inspection();
    this.made = inspection == null ? null : inspection.context();
    this.taskToken = draft.taskToken(flow.visit());
    this.state = state;
    this.flow = flow;
  }

  /** With {@code Map.Item}. */
  ContextObject withItem(MapItem given) {
    this.item = given;
    if (made instanceof ObjectNode context) {
      this.made = context.deepCopy().set("Map", given.node());
    }
    return this;
  }

  @Override
  public JsonNode get() {
    JsonNode context = made;
    if (context == null) {
      context = make();
      made = context;
    }
    return context;
  }

  private ObjectNode make() {
    ObjectNode context = Json.object();
    context.set("Execution", execution());
    context.set("StateMachine", stateMachine());
    context.set("State", state());
    if (taskToken != null) {
      context.set("Task", Json.object().put("Token", taskToken));
    }
    if (item != null) {
      context.set("Map", item.node());
    }
    return context;
  }

  private ObjectNode execution() {
    ObjectNode execution = Json.object().put("Id", start.executionArn());
    execution.set("Input", start.input().node());
    execution
        .put("StartTime", start.startDate().toString())
        .put("Name", start.name())
        .put("RoleArn", start.roleArn());
    Redriven redriven = start.redriven();
    return redriven == null
        ? execution.put("RedriveCount", 0)
        : execution
            .put("RedriveCount", redriven.count())
            .put("RedriveTime", redriven.date().toString());
  }

  private ObjectNode stateMachine() {
    return Json.object().put("Id", start.stateMachineArn()).put("Name", start.stateMachineName());
  }

  private ObjectNode state() {
    ObjectNode node =
        Json.object().put("Name", state.name()).put("EnteredTime", flow.enteredAt().toString());
    // Observed: states without Retry have no count.
    return state instanceof Recovering ? node.put("RetryCount", flow.retries().total()) : node;
  }
}
