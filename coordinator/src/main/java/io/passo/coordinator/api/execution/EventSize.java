package io.passo.coordinator.api.execution;

import io.passo.asl.history.Details;
import io.passo.asl.history.EventPayloads;
import io.passo.asl.history.HistoryEvent;

/** How much of a page an event takes: its payloads, and a little for the rest. */
final class EventSize {
  private static final int REST = 300;

  private EventSize() {}

  /** Bytes, roughly. */
  static int of(HistoryEvent event) {
    return REST + payload(event.details());
  }

  private static int payload(Details details) {
    int[] bytes = {0};
    // Errors and causes are bounded by themselves.
    EventPayloads.forEach(details, json -> bytes[0] += json.size());
    return bytes[0];
  }
}
