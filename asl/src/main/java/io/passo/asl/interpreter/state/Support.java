package io.passo.asl.interpreter.state;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.Continuing;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.MapState;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import java.util.Optional;

/** What this interpreter can run: states in JSONPath without variables, Maps in Inline mode. */
final class Support {
  private Support() {}

  /**
   * Why the state cannot be run; empty if it can. Such an execution fails, it never runs wrongly.
   */
  static Optional<String> unsupported(State state) {
    if (state.queryLanguage() == QueryLanguage.JSONATA) {
      return Optional.of("The query language JSONata is not supported yet.");
    }
    if (assigns(state)) {
      return Optional.of("The field 'Assign' is not supported yet.");
    }
    if (state instanceof MapState map
        && map.itemProcessor().config().mode() == ItemProcessor.Mode.DISTRIBUTED) {
      return Optional.of("The processor mode DISTRIBUTED is not supported yet.");
    }
    return Optional.empty();
  }

  private static boolean assigns(State state) {
    if (state instanceof Recovering recovering) {
      for (Catcher catcher : recovering.catchers()) {
        if (catcher.assign() != null) {
          return true;
        }
      }
    }
    return switch (state) {
      case Continuing continuing -> continuing.assign() != null;
      case ChoiceState choice -> assigns(choice);
      default -> false;
    };
  }

  private static boolean assigns(ChoiceState state) {
    for (ChoiceState.Choice choice : state.choices()) {
      if (choice.assign() != null) {
        return true;
      }
    }
    return state.assign() != null;
  }

  /** The data flow of a state that {@link #unsupported} lets through. */
  static JsonPathFlow jsonPath(DataFlow flow) {
    return switch (flow) {
      case JsonPathFlow jsonPath -> jsonPath;
      case DataFlow.JsonataFlow ignored -> throw unexpected();
    };
  }

  /** A JSONata field in a state that {@link #unsupported} lets through. */
  static IllegalStateException unexpected() {
    return new IllegalStateException("Expected a field of a JSONPath state but found JSONata");
  }
}
