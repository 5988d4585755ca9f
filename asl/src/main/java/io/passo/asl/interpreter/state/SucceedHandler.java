package io.passo.asl.interpreter.state;

import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.SucceedState;
import io.passo.asl.model.Transition;

/** {@code Succeed} (asl.md §6.2). */
final class SucceedHandler implements StateHandler<SucceedState> {
  private static final Transition END = new Transition.End();

  @Override
  public Outcome enter(SucceedState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, Support.jsonPath(state.flow()), flow, draft);
    return Exits.leave(state, flow, steps.input().flatMap(steps::outputOf), END, draft);
  }
}
