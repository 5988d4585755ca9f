package io.passo.asl.lint;

import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;
import java.util.Set;
import java.util.function.Consumer;

/** States from which no way leads to an end of their workflow. */
final class EndlessLoops extends EachWorkflow {
  @Override
  void check(Workflow workflow, Consumer<Finding> report) {
    Set<String> ending = new Graph(workflow).ending();
    for (State state : workflow.states().values()) {
      if (!ending.contains(state.name())) {
        report.accept(
            Finding.warning(
                "LOOP_WITHOUT_EXIT",
                state,
                "No way leads from here to an end: the execution runs until it fails or times"
                    + " out"));
      }
    }
  }
}
