package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.StateObserver;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.Transition;

/** {@code Choice} (asl.md §6.5). */
final class ChoiceHandler implements StateHandler<ChoiceState> {
  private static final int DEFAULT = StateObserver.DEFAULT;

  @Override
  public Outcome enter(ChoiceState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return switch (steps.input()) {
      case Evaluation.Value<Json>(Json input) -> choose(state, flow, input, steps, draft);
      case Evaluation.Failed<Json> failed -> Evaluations.fail(flow, failed.error(), draft);
    };
  }

  private static Outcome choose(
      ChoiceState state, Flow flow, Json input, DataFlowSteps steps, Draft draft) {
    return switch (firstMatch(state, input, steps)) {
      case Evaluation.Value<Integer>(Integer index) when index == DEFAULT ->
          leaveByDefault(state, flow, input, steps, draft);
      case Evaluation.Value<Integer>(Integer index) ->
          leave(state, flow, input, index, steps, draft);
      case Evaluation.Failed<Integer> failed -> Evaluations.fail(flow, failed.error(), draft);
    };
  }

  /** Index of the first rule that matches; {@link #DEFAULT} if none does. */
  private static Evaluation<Integer> firstMatch(
      ChoiceState state, Json input, DataFlowSteps steps) {
    for (int i = 0; i < state.choices().size(); i++) {
      ChoiceRules rules = new ChoiceRules(steps, steps.scope(input), where(i) + "Condition");
      switch (rules.matches(state.choices().get(i).rule())) {
        case Evaluation.Value<Boolean>(Boolean matches) -> {
          if (matches) {
            return Evaluation.value(i);
          }
        }
        case Evaluation.Failed<Boolean> failed -> {
          return failed.as();
        }
      }
    }
    return Evaluation.value(DEFAULT);
  }

  private static Outcome leave(
      ChoiceState state, Flow flow, Json input, int index, DataFlowSteps steps, Draft draft) {
    draft.observer().chose(draft.start(), state, index);
    ChoiceState.Choice choice = state.choices().get(index);
    Evaluation<Leaving> leaving =
        steps.through(input, choice.output(), choice.assign(), where(index));
    return Exits.leave(state, flow, leaving, new Transition.Next(choice.next()), draft);
  }

  /** {@code Output} and {@code Assign} of the state itself are for {@code Default} only. */
  private static Outcome leaveByDefault(
      ChoiceState state, Flow flow, Json input, DataFlowSteps steps, Draft draft) {
    if (state.defaultState() == null) {
      return Evaluations.fail(
          flow,
          new StatesError(
              ErrorName.NO_CHOICE_MATCHED,
              "Failed to transition out of the state. The state does not point to a next state."),
          draft);
    }
    draft.observer().chose(draft.start(), state, DEFAULT);
    JsonataTemplate output = state.flow() instanceof JsonataFlow jsonata ? jsonata.output() : null;
    Evaluation<Leaving> leaving = steps.through(input, output, state.assign(), "");
    return Exits.leave(state, flow, leaving, new Transition.Next(state.defaultState()), draft);
  }

  private static String where(int index) {
    return "Choices[" + index + "]/";
  }
}
