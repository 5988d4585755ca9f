package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.PassState;

/** {@code Pass} (asl.md §6.1). */
final class PassHandler implements StateHandler<PassState> {
  @Override
  public Outcome enter(PassState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, Support.jsonPath(state.flow()), flow, draft);
    Evaluation<Json> output =
        steps
            .effectiveInput()
            .map(input -> state.result() == null ? input : state.result())
            .flatMap(steps::output);
    return Exits.leave(state, flow, output, state.transition(), draft);
  }
}
