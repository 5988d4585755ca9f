package io.passo.asl.teststate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import java.util.Map;
import java.util.Set;

/** The context object of a test: the given one if it is legal, else a generated one. */
final class Contexts {
  /** Members that have members of their own, and which; all but these are texts. */
  private static final Map<String, Set<String>> MEMBERS =
      Map.of(
          "Execution",
          Set.of("Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"),
          "State",
          Set.of("EnteredTime", "Name", "RetryCount"),
          "StateMachine",
          Set.of("Id", "Name"),
          "Task",
          Set.of("Token"));

  private static final Set<String> NUMBERS = Set.of("RedriveCount", "RetryCount");

  private Contexts() {}

  /** What the state sees without a given context. */
  static ObjectNode generated(TestedState tested, ExecutionStart start, int retries) {
    State state = tested.state();
    ObjectNode execution = Json.object().put("Id", start.executionArn());
    execution.set("Input", start.input().node());
    execution.put("Name", start.name());
    if (!start.roleArn().isEmpty()) {
      execution.put("RoleArn", start.roleArn());
    }
    execution.put("StartTime", start.startDate().toString());
    ObjectNode entered =
        Json.object().put("Name", state.name()).put("EnteredTime", start.startDate().toString());
    if (state instanceof Recovering) {
      entered.put("RetryCount", retries);
    }
    ObjectNode context = Json.object();
    context.set("Execution", execution);
    context.set(
        "StateMachine",
        Json.object().put("Id", start.stateMachineArn()).put("Name", start.stateMachineName()));
    context.set("State", entered);
    if (tested.isInMap()) {
      ObjectNode item = Json.object().put("Index", 0);
      item.set("Value", start.input().node());
      context.set("Map", JsonNodeFactory.instance.objectNode().set("Item", item));
    }
    return context;
  }

  /**
   * Reads a given context.
   *
   * @throws InvalidTestException if it has other members than a context object, or of other types
   */
  static ObjectNode given(String text, State state) throws InvalidTestException {
    ObjectNode context = object(text);
    for (Map.Entry<String, JsonNode> member : context.properties()) {
      Set<String> known = MEMBERS.get(member.getKey());
      boolean allowed = known != null && (!member.getKey().equals("Task") || hasToken(state));
      if (known == null || !allowed) {
        throw InvalidTestException.parameter("Field '" + member.getKey() + "' is not allowed");
      }
      check(member.getKey(), member.getValue(), known);
    }
    return context;
  }

  private static ObjectNode object(String text) throws InvalidTestException {
    try {
      if (Json.parse(text).node() instanceof ObjectNode object) {
        return object;
      }
    } catch (InvalidJsonException e) {
      throw InvalidTestException.parameter("Context must be valid JSON: " + e.getMessage());
    }
    throw InvalidTestException.parameter("Context must be a JSON object");
  }

  private static boolean hasToken(State state) {
    return state instanceof TaskState task
        && task.resource() instanceof TaskResource.ServiceIntegration call
        && call.pattern() != TaskResource.Pattern.REQUEST_RESPONSE;
  }

  private static void check(String name, JsonNode node, Set<String> known)
      throws InvalidTestException {
    if (!node.isObject()) {
      throw InvalidTestException.parameter(name + " must be a JSON object");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String field = member.getKey();
      if (!known.contains(field)) {
        throw InvalidTestException.parameter("Field '" + name + "." + field + "' is not allowed");
      }
      if (NUMBERS.contains(field) && !member.getValue().isIntegralNumber()) {
        throw InvalidTestException.parameter(name + "." + field + " must be an integer");
      }
      boolean text = !NUMBERS.contains(field) && !field.equals("Input");
      if (text && !member.getValue().isTextual()) {
        throw InvalidTestException.parameter(name + "." + field + " must be a string");
      }
    }
  }
}
