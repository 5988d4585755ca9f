package io.passo.asl.interpreter;

import java.util.List;

/**
 * One flow of control between two decisions: the root, a Parallel branch or a Map iteration.
 *
 * @param flow where it stands
 * @param waiting what for
 */
public record FlowFrame(Flow flow, Waiting waiting) implements Frame {
  @Override
  public FrameId id() {
    return flow.id();
  }

  @Override
  public List<Timer> timers() {
    return waiting.timers(flow);
  }
}
