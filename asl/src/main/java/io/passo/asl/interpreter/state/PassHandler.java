package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.PassState;

/** {@code Pass} (asl.md §6.1). */
final class PassHandler implements StateHandler<PassState> {
  @Override
  public Outcome enter(PassState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    Evaluation<Leaving> leaving = steps.pass(state.result(), state.assign());
    return Exits.leave(state, flow, leaving, state.transition(), draft);
  }
}
