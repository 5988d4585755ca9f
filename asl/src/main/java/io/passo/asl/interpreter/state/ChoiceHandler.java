package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.Transition;
import io.passo.asl.path.Scope;

/** {@code Choice} (asl.md §6.5). */
final class ChoiceHandler implements StateHandler<ChoiceState> {
  @Override
  public Outcome enter(ChoiceState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, Support.jsonPath(state.flow()), flow, draft);
    return switch (steps.input()) {
      case Evaluation.Value<Json>(Json input) -> choose(state, flow, input, steps, draft);
      case Evaluation.Failed<Json> failed -> Exits.fail(flow, failed);
    };
  }

  private static Outcome choose(
      ChoiceState state, Flow flow, Json input, DataFlowSteps steps, Draft draft) {
    return switch (next(state, steps.scope(input))) {
      case Evaluation.Value<String>(String next) ->
          Exits.leave(state, flow, steps.outputOf(input), new Transition.Next(next), draft);
      case Evaluation.Failed<String> failed -> Exits.fail(flow, failed);
    };
  }

  private static Evaluation<String> next(ChoiceState state, Scope scope) {
    for (ChoiceState.Choice choice : state.choices()) {
      switch (ChoiceRules.matches(choice.rule(), scope)) {
        case Evaluation.Value<Boolean>(Boolean matches) -> {
          if (matches) {
            return Evaluation.value(choice.next());
          }
        }
        case Evaluation.Failed<Boolean> failed -> {
          return failed.as();
        }
      }
    }
    return state.defaultState() != null
        ? Evaluation.value(state.defaultState())
        : new Evaluation.Failed<>(
            new StatesError(
                ErrorName.NO_CHOICE_MATCHED,
                "Failed to transition out of the state. The state does not point to a next state."));
  }
}
