package io.passo.asl.interpreter;

/**
 * What every step of an execution counts.
 *
 * @param nextEventId id of the next history event
 * @param variableBytes size of all variables
 */
public record CountersFrame(long nextEventId, long variableBytes) implements Frame {
  /** Counters of an execution without variables. */
  public CountersFrame(long nextEventId) {
    this(nextEventId, 0);
  }

  @Override
  public FrameId id() {
    return FrameId.COUNTERS;
  }
}
