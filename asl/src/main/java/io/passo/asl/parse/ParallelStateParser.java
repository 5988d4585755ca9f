package io.passo.asl.parse;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.Transition;
import io.passo.asl.model.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Parallel state (asl.md §6.7). */
final class ParallelStateParser {
  private static final Set<String> BRANCH = Set.of("StartAt", "States", "Comment");

  private ParallelStateParser() {}

  static @Nullable ParallelState parse(Fields state, StateInfo info, WorkflowParser workflows) {
    state.require("Branches");
    DataFlow flow = CommonFields.flow(state, info);
    List<Workflow> branches = branches(state, workflows);
    List<Retrier> retry = Recovery.retry(state);
    List<Catcher> catchers = Recovery.catchers(state, info);
    Transition transition = CommonFields.transition(state);
    return transition == null || branches.isEmpty()
        ? null
        : new ParallelState(
            info, flow, branches, retry, catchers, CommonFields.assign(state, info), transition);
  }

  private static List<Workflow> branches(Fields state, WorkflowParser workflows) {
    List<Workflow> branches = new ArrayList<>();
    for (Fields branch : state.someObjects("Branches")) {
      branch.allowOnly(BRANCH);
      Workflow workflow = workflows.parse(branch);
      if (workflow != null) {
        branches.add(workflow);
      }
    }
    return branches;
  }
}
