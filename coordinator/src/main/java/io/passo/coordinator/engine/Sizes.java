package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.ItemsFrame;
import io.passo.asl.interpreter.ResultsFrame;
import io.passo.asl.interpreter.StartFrame;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** About how many bytes a decision adds to a record, or a frame takes; payloads decide. */
public final class Sizes {
  private static final int FRAME_BYTES = 128;
  private static final int EVENT_BYTES = 64;
  private static final int COMMAND_BYTES = 512;

  private Sizes() {}

  static long of(Decision decision) {
    long size = (long) EVENT_BYTES * decision.history().size();
    for (FrameChange change : decision.changes()) {
      size += FRAME_BYTES + ofFrame(change.frame(), LargePayloads::inRecord);
    }
    for (Effect effect : decision.effects()) {
      // The parameters of a Task are in its command and in its history.
      size +=
          switch (effect) {
            case Effect.ScheduleTask task ->
                COMMAND_BYTES + 2L * LargePayloads.inRecord(task.parameters());
            case Effect.StartChild(ExecutionStart child) ->
                COMMAND_BYTES + LargePayloads.inRecord(child.input());
            default -> 0;
          };
    }
    return size;
  }

  /** Bytes of the payloads of a frame, 0 if it is gone. */
  public static long ofFrame(@Nullable Frame frame) {
    return ofFrame(frame, Json::size);
  }

  private static long ofFrame(@Nullable Frame frame, ToLongFunction<Json> bytes) {
    return switch (frame) {
      case FlowFrame flow -> bytes.applyAsLong(flow.flow().input());
      case StartFrame start -> 2L * bytes.applyAsLong(start.start().input());
      case ItemsFrame items -> bytes.applyAsLong(items.items());
      case ResultsFrame results -> results.results().stream().mapToLong(bytes).sum();
      case null, default -> 0;
    };
  }
}
