package io.passo.asl.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One {@code StartAt} with its {@code States}: the machine itself, a branch of a Parallel state or
 * what a Map state does with an item. Transitions never leave it.
 *
 * @param startAt name of the first state
 * @param states states by name, in the order of the definition
 * @param comment {@code Comment}
 * @param pointer where it stands
 */
public record Workflow(
    String startAt, SequencedMap<String, State> states, @Nullable String comment, Pointer pointer) {
  public Workflow {
    states = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(states));
  }

  /** Workflows directly inside a state: branches or an item processor. */
  public static List<Workflow> inside(State state) {
    return switch (state) {
      case ParallelState parallel -> parallel.branches();
      case MapState map -> List.of(map.itemProcessor().workflow());
      case PassState ignored -> List.of();
      case TaskState ignored -> List.of();
      case ChoiceState ignored -> List.of();
      case WaitState ignored -> List.of();
      case SucceedState ignored -> List.of();
      case FailState ignored -> List.of();
    };
  }

  /**
   * Calls {@code action} for each state of this workflow and of those inside it, outer before
   * inner, in order.
   */
  public void forEachDeep(BiConsumer<Workflow, State> action) {
    states.values().forEach(state -> action.accept(this, state));
    states.values().forEach(state -> inside(state).forEach(inner -> inner.forEachDeep(action)));
  }
}
