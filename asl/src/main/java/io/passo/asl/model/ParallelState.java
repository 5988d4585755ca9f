package io.passo.asl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs branches at the same time (asl.md §6.7).
 *
 * @param info name, place
 * @param flow data flow
 * @param branches branches in order; never empty
 * @param retry retriers in order
 * @param catchers catchers in order
 * @param assign {@code Assign}
 * @param transition where it leads
 */
public record ParallelState(
    StateInfo info,
    DataFlow flow,
    List<Workflow> branches,
    List<Retrier> retry,
    List<Catcher> catchers,
    @Nullable Assign assign,
    Transition transition)
    implements State, Continuing, Recovering {
  public ParallelState {
    branches = List.copyOf(branches);
    retry = List.copyOf(retry);
    catchers = List.copyOf(catchers);
  }
}
