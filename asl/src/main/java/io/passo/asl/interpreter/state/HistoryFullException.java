package io.passo.asl.interpreter.state;

/** The next event would exceed the limit of one history; the execution fails (history.md). */
final class HistoryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long maxEvents;

  HistoryFullException(long maxEvents) {
    super("Expected fewer than " + maxEvents + " history events", null, false, false);
    this.maxEvents = maxEvents;
  }

  /** Events that a history may have. */
  long maxEvents() {
    return maxEvents;
  }
}
