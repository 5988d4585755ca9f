package io.passo.asl.lint;

import io.passo.asl.model.Continuing;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.PassState;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.ResultPath;
import io.passo.asl.model.Selection;
import io.passo.asl.model.State;
import io.passo.asl.model.Transition;
import io.passo.asl.model.Workflow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pass states that do nothing, or whose work a neighbour could do. */
final class WastedPasses extends EachWorkflow {
  @Override
  void check(Workflow workflow, Consumer<Finding> report) {
    Graph graph = new Graph(workflow);
    for (State state : workflow.states().values()) {
      if (state instanceof PassState pass) {
        check(pass, workflow, graph, report);
      }
    }
  }

  private static void check(
      PassState pass, Workflow workflow, Graph graph, Consumer<Finding> report) {
    if (hasNoEffect(pass)) {
      // The only state of a workflow has to stay.
      if (workflow.states().size() > 1) {
        report.accept(
            Finding.waste(
                "PASS_WITHOUT_EFFECT",
                pass.pointer(),
                1,
                "The Pass state changes nothing: remove it"));
      }
    } else if (previousPass(pass, workflow, graph)) {
      report.accept(
          Finding.waste(
              "PASS_AFTER_PASS",
              pass.pointer(),
              1,
              "The Pass state follows only another Pass state: merge the two"));
    } else if (previousWork(pass, workflow, graph)) {
      report.accept(
          Finding.waste(
              "PASS_FOLDABLE",
              pass.pointer(),
              1,
              "The Pass state only reshapes the result of the state before it: do that in its"
                  + " ResultSelector, Output or Assign"));
    }
  }

  private static boolean hasNoEffect(PassState pass) {
    return pass.result() == null && pass.assign() == null && isNeutral(pass.flow());
  }

  private static boolean isNeutral(DataFlow flow) {
    return switch (flow) {
      case DataFlow.JsonPathFlow paths ->
          paths.inputPath() instanceof Selection.Whole
              && paths.parameters() == null
              && paths.outputPath() instanceof Selection.Whole
              && !(paths.resultPath() instanceof ResultPath.InsertAt);
      case DataFlow.JsonataFlow jsonata -> jsonata.output() == null;
    };
  }

  private static boolean previousPass(PassState pass, Workflow workflow, Graph graph) {
    return !isStart(pass, workflow)
        && graph.previous(pass.name()).size() == 1
        && onlyPrevious(pass, workflow, graph) instanceof PassState before
        && !hasNoEffect(before);
  }

  private static boolean previousWork(PassState pass, Workflow workflow, Graph graph) {
    return !isStart(pass, workflow)
        && graph.previous(pass.name()).size() == 1
        && onlyPrevious(pass, workflow, graph) instanceof Continuing before
        && before instanceof Recovering
        && before.transition() instanceof Transition.Next(String next)
        && next.equals(pass.name());
  }

  private static boolean isStart(State state, Workflow workflow) {
    return workflow.startAt().equals(state.name());
  }

  private static @Nullable State onlyPrevious(State state, Workflow workflow, Graph graph) {
    return workflow.states().get(graph.previous(state.name()).iterator().next());
  }
}
