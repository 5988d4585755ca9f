package io.passo.asl.teststate;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.Workflow;
import io.passo.asl.parse.DefinitionParser;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.ParseResult;
import io.passo.asl.teststate.InvalidTestException.Kind;
import io.passo.asl.validate.DefinitionChecker;
import io.passo.asl.validate.InvalidDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that a test is about, found in its definition.
 *
 * @param machine machine it stands in; around a lone state one is made
 * @param state the state
 * @param isInMap whether it is run for an item of a Map
 */
record TestedState(StateMachine machine, State state, boolean isInMap) {
  /** Name of a state that is given without one (observed). */
  private static final String NAME = "StateName";

  /**
   * @throws InvalidTestException if the definition is not valid, or has no state of that name
   */
  static TestedState in(String definition, @Nullable String stateName) throws InvalidTestException {
    StateMachine machine = parse(stateName == null ? around(definition) : definition);
    State state =
        machine
            .find(stateName == null ? NAME : stateName)
            .orElseThrow(() -> InvalidTestException.parameter("State not found in definition"));
    List<Diagnostic> found =
        DefinitionChecker.validateState(state, StateMachineType.STANDARD).stream()
            .filter(Diagnostic::isError)
            .toList();
    if (!found.isEmpty()) {
      throw new InvalidTestException(Kind.INVALID_DEFINITION, InvalidDefinition.message(found));
    }
    return new TestedState(machine, state, isInMap(machine.workflow(), state, false));
  }

  private static StateMachine parse(String text) throws InvalidTestException {
    ParseResult parsed = DefinitionParser.parse(text);
    return parsed
        .stateMachine()
        .orElseThrow(
            () ->
                new InvalidTestException(
                    Kind.INVALID_DEFINITION, InvalidDefinition.message(parsed.errors())));
  }

  /** The text of a machine of one state; what is no object is left to the parser to refuse. */
  private static String around(String state) {
    try {
      return Json.parse(state).node().isObject()
          ? "{\"StartAt\":\"" + NAME + "\",\"States\":{\"" + NAME + "\":" + state + "}}"
          : state;
    } catch (InvalidJsonException e) {
      return state;
    }
  }

  private static boolean isInMap(Workflow workflow, State state, boolean inMap) {
    if (workflow.states().containsValue(state)) {
      return inMap;
    }
    return workflow.states().values().stream()
        .anyMatch(
            outer ->
                Workflow.inside(outer).stream()
                    .anyMatch(inner -> isInMap(inner, state, inMap || outer instanceof MapState)));
  }
}
