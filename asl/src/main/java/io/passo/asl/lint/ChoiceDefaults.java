package io.passo.asl.lint;

import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.State;
import java.util.function.Consumer;

/** A Choice without Default fails with States.NoChoiceMatched, which nothing beside it catches. */
final class ChoiceDefaults extends EachState {
  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof ChoiceState choice && choice.defaultState() == null) {
      report.accept(
          Finding.warning(
              "CHOICE_WITHOUT_DEFAULT",
              state,
              "Input that matches no rule fails with States.NoChoiceMatched: set Default"));
    }
  }
}
