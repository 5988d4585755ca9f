package io.passo.asl.lint;

import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.model.MapState;
import io.passo.asl.model.MapState.Items;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.Workflow;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Map states of one item, and inline ones whose iterations may fill the history. */
final class MapSizes extends EachState {
  /** Fewer items than these are quickly reached. */
  private static final long FEW_ITEMS = 500;

  /** Started and Succeeded. */
  private static final long ITERATION_EVENTS = 2;

  private final long history;

  MapSizes(LanguageLimits limits) {
    this.history = limits.historyEvents();
  }

  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof MapState map) {
      OptionalInt items = constantItems(map);
      if (items.isPresent() && items.getAsInt() == 1) {
        report.accept(
            Finding.waste(
                "MAP_OF_ONE",
                state.pointer(),
                1,
                "The Map state has one constant item: put its states in place of it, unless its"
                    + " Retry or Catch is for all of them"));
      }
      if (map.distributed() == null) {
        checkHistory(map, items, report);
      }
    }
  }

  private void checkHistory(MapState map, OptionalInt items, Consumer<Finding> report) {
    long each = ITERATION_EVENTS + events(map.itemProcessor().workflow());
    long most = history / each;
    String limit =
        "An iteration writes up to %d events, so the history of %d holds about %d items"
            .formatted(each, history, most);
    if (items.isPresent() && items.getAsInt() > most) {
      report.accept(
          Finding.warning(
              "MAP_TOO_LARGE_FOR_HISTORY",
              map,
              limit + " but there are " + items.getAsInt() + ": use Distributed mode"));
    } else if (items.isEmpty() && most < FEW_ITEMS) {
      report.accept(
          Finding.note(
              "MAP_TOO_LARGE_FOR_HISTORY",
              map,
              limit + ": use Distributed mode if there may be more"));
    }
  }

  /** Items that are written in the definition. */
  private static OptionalInt constantItems(MapState map) {
    return map.items() instanceof Items.FromJsonata items
            && items.items() != null
            && items.items().written().node().isArray()
        ? OptionalInt.of(items.items().written().node().size())
        : OptionalInt.empty();
  }

  /** Events of the states, each entered once. */
  private static long events(Workflow workflow) {
    return workflow.states().values().stream().mapToLong(MapSizes::events).sum();
  }

  private static long events(State state) {
    long own =
        switch (state) {
          // Entered, Scheduled, Started, Succeeded, Exited.
          case TaskState ignored -> 5;
          // Entered, Started, Succeeded, Exited.
          case ParallelState ignored -> 4;
          case MapState ignored -> 4 + ITERATION_EVENTS;
          default -> 2;
        };
    return own + Workflow.inside(state).stream().mapToLong(MapSizes::events).sum();
  }
}
