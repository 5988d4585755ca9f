package io.passo.coordinator.engine;

import java.util.Collection;

/** Tells others what was committed: metrics and notifications. */
final class Reports {
  private final EngineContext context;

  Reports(EngineContext context) {
    this.context = context;
  }

  void tell(Batch batch, Collection<Slot> changed) {
    long transitions = 0;
    for (Slot slot : changed) {
      transitions += slot.statesEntered() + (slot.isStarted() ? 1 : 0);
      if (slot.isStarted()) {
        context.metrics().started();
      }
      var end = slot.closed();
      if (end != null) {
        context.metrics().closed(end.status());
      }
    }
    context.metrics().transitions(transitions);
    if (!batch.control().isEmpty()) {
      context.notifications().control(batch.control());
    }
  }
}
