package io.passo.asl.interpreter;

/**
 * What every step of an execution counts.
 *
 * @param nextEventId id of the next history event
 */
public record CountersFrame(long nextEventId) implements Frame {
  @Override
  public FrameId id() {
    return FrameId.COUNTERS;
  }
}
