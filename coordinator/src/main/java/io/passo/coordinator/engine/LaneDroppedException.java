package io.passo.coordinator.engine;

import org.jspecify.annotations.Nullable;

/**
 * The lane must not go on from what it has in memory: the log decides what happened, and whoever
 * owns the partition takes over from there.
 */
final class LaneDroppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason in a few words, for a metric's label
   * @param detail what was expected and what was found
   */
  LaneDroppedException(String reason, String detail) {
    this(reason, detail, null);
  }

  LaneDroppedException(String reason, String detail, @Nullable Throwable cause) {
    super(reason + ": " + detail, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
