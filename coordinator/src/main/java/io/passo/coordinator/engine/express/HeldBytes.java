package io.passo.coordinator.engine.express;

import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.FrameId;
import io.passo.coordinator.engine.Sizes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes of payloads that one execution holds in its frames. */
final class HeldBytes {
  private final Map<FrameId, Long> ofFrames = new HashMap<>();
  private long now;
  private long most;

  void take(List<FrameChange> changes) {
    for (FrameChange change : changes) {
      long bytes = Sizes.ofFrame(change.frame());
      Long before =
          change.frame() == null ? ofFrames.remove(change.id()) : ofFrames.put(change.id(), bytes);
      now += bytes - (before == null ? 0 : before);
    }
    most = Math.max(most, now);
  }

  /** Most that it held at a time. */
  long most() {
    return most;
  }
}
