package io.passo.asl.lint;

import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;
import java.util.Set;
import java.util.function.Consumer;

/** Choice states that decide nothing, or that the Choice before them could decide. */
final class WastedChoices extends EachWorkflow {
  @Override
  void check(Workflow workflow, Consumer<Finding> report) {
    Graph graph = new Graph(workflow);
    for (State state : workflow.states().values()) {
      if (state instanceof ChoiceState choice) {
        check(choice, workflow, graph, report);
      }
    }
  }

  private static void check(
      ChoiceState choice, Workflow workflow, Graph graph, Consumer<Finding> report) {
    if (graph.next(choice.name()).size() == 1 && choice.defaultState() != null) {
      report.accept(
          Finding.waste(
              "CHOICE_WITHOUT_CHOICE",
              choice.pointer(),
              1,
              "Every rule leads to the same state: remove the Choice"));
      return;
    }
    Set<String> previous = graph.previous(choice.name());
    boolean afterChoice =
        !previous.isEmpty()
            && !workflow.startAt().equals(choice.name())
            && previous.stream()
                .allMatch(name -> workflow.states().get(name) instanceof ChoiceState);
    if (afterChoice && !previous.contains(choice.name())) {
      report.accept(
          Finding.waste(
              "CHOICE_AFTER_CHOICE",
              choice.pointer(),
              1,
              "The Choice follows only another Choice: merge their rules"));
    }
  }
}
