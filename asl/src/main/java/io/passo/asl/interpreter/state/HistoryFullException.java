package io.passo.asl.interpreter.state;

/** The next event would exceed the limit of one history; the execution fails (history.md). */
final class HistoryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryFullException() {
    super("Expected fewer than " + Draft.MAX_EVENTS + " history events", null, false, false);
  }
}
