package io.passo.asl.teststate;

import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;

/** States inside a Map or Parallel state. */
final class Inner {
  private Inner() {}

  /** Whether a state of that name is inside, at any depth. */
  static boolean has(State state, String name) {
    for (Workflow workflow : Workflow.inside(state)) {
      for (State inner : workflow.states().values()) {
        if (inner.name().equals(name) || has(inner, name)) {
          return true;
        }
      }
    }
    return false;
  }
}
