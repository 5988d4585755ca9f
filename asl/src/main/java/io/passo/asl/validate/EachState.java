package io.passo.asl.validate;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A rule that looks at each state by itself. */
abstract class EachState implements Rule {
  @Override
  public final List<Diagnostic> check(StateMachine machine, StateMachineType type) {
    List<Diagnostic> found = new ArrayList<>();
    machine.workflow().forEachDeep((workflow, state) -> check(state, type, found::add));
    return found;
  }

  /** Reports what is wrong with the state itself, not with those inside it. */
  abstract void check(State state, StateMachineType type, Consumer<Diagnostic> report);
}
