package io.passo.asl.interpreter.state;

import io.passo.asl.model.Assign;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this interpreter can run: states in JSONPath without variables, Maps in Inline mode. */
final class QueryLanguages {
  private QueryLanguages() {}

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
    if (state instanceof Recovering recovering
        && recovering.catchers().stream().anyMatch(catcher -> catcher.assign() != null)) {
      return true;
    }
    return switch (state) {
      case Continuing continuing -> continuing.assign() != null;
      case ChoiceState choice -> assignments(choice).anyMatch(assign -> assign != null);
      default -> false;
    };
  }

  private static Stream<@Nullable Assign> assignments(ChoiceState state) {
    return Stream.concat(
        Stream.<@Nullable Assign>of(state.assign()),
        state.choices().stream().<@Nullable Assign>map(ChoiceState.Choice::assign));
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
