package io.passo.asl.parse;

import io.passo.asl.model.DataFlow;
import io.passo.asl.model.PassState;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.Transition;
import org.jspecify.annotations.Nullable;

/** Reads a Pass state (asl.md §6.1). */
final class PassStateParser {
  private PassStateParser() {}

  static @Nullable PassState parse(Fields state, StateInfo info) {
    DataFlow flow = CommonFields.flow(state, info);
    Transition transition = CommonFields.transition(state);
    return transition == null
        ? null
        : new PassState(
            info, flow, state.json("Result"), CommonFields.assign(state, info), transition);
  }
}
