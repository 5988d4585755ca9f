package io.passo.asl.lint;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import java.util.function.Consumer;

/** A rule that looks at each state by itself. */
abstract class EachState implements LintRule {
  @Override
  public final void check(StateMachine machine, Consumer<Finding> report) {
    machine.workflow().forEachDeep((workflow, state) -> check(state, report));
  }

  abstract void check(State state, Consumer<Finding> report);
}
