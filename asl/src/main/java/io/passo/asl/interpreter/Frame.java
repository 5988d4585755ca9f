package io.passo.asl.interpreter;

import java.util.List;

/**
 * A piece of the state of an execution: what changes together is kept together. A decision lists
 * the frames it changed, so a step of a huge execution costs as much as one of a small one.
 */
public sealed interface Frame
    permits StartFrame,
        CountersFrame,
        FlowFrame,
        FanOutFrame,
        MapRunFrame,
        ResultsFrame,
        ItemsFrame,
        VariableFrame {
  /** Name of the frame; the key of its latest value. */
  FrameId id();

  /** What the frame waits for, if a moment; a pure function of the frame. */
  default List<Timer> timers() {
    return List.of();
  }
}
