package io.passo.asl.lint;

import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import java.util.function.Consumer;

/** A Distributed Map that starts an execution for each item, for little work each. */
final class UnbatchedChildren extends EachState {
  private static final int LITTLE_WORK = 3;

  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof MapState map
        && map.distributed() != null
        && map.distributed().itemBatcher() == null
        && map.itemProcessor().workflow().states().size() <= LITTLE_WORK) {
      boolean standard = map.itemProcessor().config().executionType() == StateMachineType.STANDARD;
      report.accept(
          Finding.note(
              "DISTRIBUTED_MAP_WITHOUT_BATCHER",
              state,
              "Each item is a child execution of its own for little work: add an ItemBatcher"
                  + (standard
                      ? ", and make the children Express if nothing in them needs Standard"
                      : "")));
    }
  }
}
