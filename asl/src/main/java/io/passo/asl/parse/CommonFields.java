package io.passo.asl.parse;

import io.passo.asl.model.Assign;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.StateType;
import io.passo.asl.model.Transition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads fields that several state types share. */
final class CommonFields {
  private static final Set<String> WITH_RESULT = Set.of("\"Task\"", "\"Parallel\"", "\"Map\"");

  private CommonFields() {}

  static DataFlow flow(Fields state, StateInfo info) {
    if (info.queryLanguage() == QueryLanguage.JSONATA) {
      return new JsonataFlow(
          Jsonata.template(state, "Arguments", StatesUse.PLAIN),
          Jsonata.template(state, "Output", statesUse(state)));
    }
    // Parameters of a Map state are its item selector's old name.
    boolean selector = StateType.MAP.text().equals(state.text("Type"));
    return new JsonPathFlow(
        Expressions.selection(state, "InputPath"),
        selector ? null : Expressions.template(state, "Parameters"),
        Expressions.template(state, "ResultSelector"),
        Expressions.resultPath(state),
        Expressions.selection(state, "OutputPath"));
  }

  /** {@code Next} or {@code End: true}; null if it is not exactly one of them. */
  static @Nullable Transition transition(Fields state) {
    String next = state.text("Next");
    boolean end = Boolean.TRUE.equals(state.bool("End"));
    if (end) {
      return state.atMostOneOf("Next", "End") ? new Transition.End() : null;
    }
    if (next == null && !state.has("Next")) {
      state
          .diagnostics()
          .schema(
              state.pointer(),
              "This object should have only one of the following fields: [Next, End]");
    }
    return next == null ? null : new Transition.Next(next);
  }

  /** A state that works has a result. */
  private static StatesUse statesUse(Fields state) {
    return WITH_RESULT.contains(String.valueOf(state.any("Type")))
        ? StatesUse.WITH_RESULT
        : StatesUse.PLAIN;
  }

  /** {@code Assign} of a state. */
  static @Nullable Assign assign(Fields state, StateInfo info) {
    return Assignments.parse(state, info.queryLanguage(), statesUse(state));
  }
}
