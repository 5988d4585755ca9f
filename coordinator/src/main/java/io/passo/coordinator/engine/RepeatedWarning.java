package io.passo.coordinator.engine;

/**
 * A warning that many threads may have at once, again and again: written at once the first time,
 * then at most every 10 s with the number of times it came meanwhile. Any thread.
 */
final class RepeatedWarning {
  private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;

  private final System.Logger log;
  private final EngineClock clock;
  private final String what;
  private long nextLine;
  private boolean written;
  private int unwritten;

  RepeatedWarning(System.Logger log, EngineClock clock, String what) {
    this.log = log;
    this.clock = clock;
    this.what = what;
  }

  /** It came for a partition. */
  synchronized void warn(int partition, String reason) {
    long now = clock.nanoTime();
    if (written && now - nextLine < 0) {
      unwritten++;
      return;
    }
    log.log(
        System.Logger.Level.WARNING,
        "{0}: partition={1} reason={2} timesBefore={3}",
        what,
        partition,
        reason,
        unwritten);
    written = true;
    unwritten = 0;
    nextLine = now + BETWEEN_LINES_NANOS;
  }
}
