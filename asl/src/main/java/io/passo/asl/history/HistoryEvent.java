package io.passo.asl.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One event of an execution's history (history.md §1).
 *
 * @param id 1, 2, 3 … without gaps
 * @param previousEventId the event that led to this one; 0 = none
 * @param timestamp when, in whole milliseconds (finer parts are dropped)
 * @param details what
 */
public record HistoryEvent(long id, long previousEventId, Instant timestamp, Details details) {
  public HistoryEvent {
    if (id < 1 || previousEventId < 0 || previousEventId >= id) {
      throw new IllegalArgumentException(
          "Expected 0 <= previousEventId < id but was " + previousEventId + ", " + id);
    }
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What kind of event it is. */
  public EventType type() {
    return details.type();
  }
}
