package io.passo.coordinator.engine;

import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.Waiting;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.WaitingActivity;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is derived from a frame for the indexes of Redis; a function of the frame's value alone. */
final class FrameWrites {
  private FrameWrites() {}

  /** A frame as a commit carries it. */
  static FrameWrite of(ExecutionKey key, FrameValue value) {
    byte[] bytes = value.value();
    return bytes == null ? gone(key, value.frameId()) : of(key, FrameCodec.decode(bytes), bytes);
  }

  /** A frame and its encoded value. */
  static FrameWrite of(ExecutionKey key, Frame frame, byte[] value) {
    return new FrameWrite(key, frame.id().value(), value, due(frame), activity(frame));
  }

  /** A frame that is gone. */
  static FrameWrite gone(ExecutionKey key, String frameId) {
    return new FrameWrite(key, frameId, null, null, null);
  }

  private static @Nullable Long due(Frame frame) {
    return frame.timers().stream()
        .map(Timer::due)
        .min(Instant::compareTo)
        .map(Instant::toEpochMilli)
        .orElse(null);
  }

  private static @Nullable WaitingActivity activity(Frame frame) {
    if (frame instanceof FlowFrame(var flow, Waiting.ForAttempt waiting)
        && waiting.activity() != null
        && waiting.progress() == Waiting.Progress.SCHEDULED) {
      return new WaitingActivity(
          waiting.activity().arn(), waiting.attempt(), flow.enteredAt().toEpochMilli());
    }
    return null;
  }
}
