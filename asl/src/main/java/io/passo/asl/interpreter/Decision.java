package io.passo.asl.interpreter;

import io.passo.asl.history.HistoryEvent;
import java.util.List;

/**
 * What one event did to one execution.
 *
 * @param next the state after the event
 * @param changes full new values or tombstones of every frame that differs from the state before,
 *     in no particular order
 * @param history events written, ids contiguous with those before
 * @param effects what to do once the decision is committed, in order
 */
public record Decision(
    ExecutionState next,
    List<FrameChange> changes,
    List<HistoryEvent> history,
    List<Effect> effects) {
  public Decision {
    changes = List.copyOf(changes);
    history = List.copyOf(history);
    effects = List.copyOf(effects);
  }

  /** The event changed nothing. */
  public static Decision none(ExecutionState state) {
    return new Decision(state, List.of(), List.of(), List.of());
  }

  public boolean isEmpty() {
    return changes.isEmpty() && history.isEmpty() && effects.isEmpty();
  }
}
