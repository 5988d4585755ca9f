package io.passo.coordinator.engine;

/**
 * The time in which the commands of a commit may be sent: 2 s from before its append. After that a
 * successor may already have looked for them (correctness.md §6). Both clocks count: a suspended
 * host stops the monotonic one.
 */
final class SendWindow {
  private static final long NANOS = 2_000_000_000L;
  private static final long MILLIS = 2_000;

  private final EngineClock clock;
  private final long beginNanos;
  private final long beginMillis;

  /** A window that opens now. */
  SendWindow(EngineClock clock) {
    this.clock = clock;
    this.beginNanos = clock.nanoTime();
    this.beginMillis = clock.hostMillis();
  }

  long elapsedNanos() {
    return clock.nanoTime() - beginNanos;
  }

  /**
   * Called immediately before each send.
   *
   * @throws LaneDroppedException if it is too late
   */
  void requireOpen() {
    if (elapsedNanos() > NANOS || clock.hostMillis() - beginMillis > MILLIS) {
      throw new LaneDroppedException("late", "an append was acknowledged after more than 2 s");
    }
  }
}
