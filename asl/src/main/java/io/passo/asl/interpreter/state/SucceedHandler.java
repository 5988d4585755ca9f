package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.SucceedState;
import io.passo.asl.model.Transition;

/** {@code Succeed} (asl.md §6.2). */
final class SucceedHandler implements StateHandler<SucceedState> {
  private static final Transition END = new Transition.End();

  @Override
  public Outcome enter(SucceedState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    JsonataTemplate output = state.flow() instanceof JsonataFlow jsonata ? jsonata.output() : null;
    Evaluation<Leaving> leaving =
        steps.input().flatMap(input -> steps.through(input, output, null, ""));
    return Exits.leave(state, flow, leaving, END, draft);
  }
}
