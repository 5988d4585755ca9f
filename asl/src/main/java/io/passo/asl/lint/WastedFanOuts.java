package io.passo.asl.lint;

import io.passo.asl.model.ParallelState;
import io.passo.asl.model.State;
import java.util.function.Consumer;

/** A Parallel state with one branch. */
final class WastedFanOuts extends EachState {
  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof ParallelState parallel && parallel.branches().size() == 1) {
      report.accept(
          Finding.waste(
              "PARALLEL_OF_ONE",
              state.pointer(),
              1,
              "The Parallel state has one branch: put its states in place of it, unless its Retry"
                  + " or Catch is for all of them"));
    }
  }
}
