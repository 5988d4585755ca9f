package io.passo.asl.lint;

import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.WaitState;
import io.passo.asl.model.Workflow;
import java.util.function.Consumer;

/** Wait, ask, decide, wait again: each turn costs three transitions. */
final class PollLoops extends EachWorkflow {
  private static final int TURN = 3;

  @Override
  void check(Workflow workflow, Consumer<Finding> report) {
    Graph graph = new Graph(workflow);
    for (State state : workflow.states().values()) {
      if (state instanceof WaitState
          && graph.isInLoop(state.name())
          && asksAndDecides(state, workflow, graph)) {
        report.accept(
            Finding.waste(
                "POLL_LOOP",
                state.pointer(),
                TURN,
                "The loop waits, asks and decides, which costs three transitions a turn: use .sync"
                    + " or .waitForTaskToken if the service offers it"));
      }
    }
  }

  private static boolean asksAndDecides(State wait, Workflow workflow, Graph graph) {
    for (String task : graph.next(wait.name())) {
      if (workflow.states().get(task) instanceof TaskState
          && graph.next(task).stream()
              .anyMatch(
                  choice ->
                      workflow.states().get(choice) instanceof ChoiceState
                          && graph.next(choice).contains(wait.name()))) {
        return true;
      }
    }
    return false;
  }
}
