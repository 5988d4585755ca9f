package io.passo.asl.interpreter.state;

import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunReading;
import io.passo.asl.interpreter.MapRunWriting;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.model.MapState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes of Map Runs whose commands are lost: what they were is told by frames. */
public final class LostCalls {
  private LostCalls() {}

  /**
   * The call of a Map Run that has no result, once more: whoever gets it twice does the same twice.
   *
   * @param open attempt of the call
   * @param now when it is made again
   * @return empty if the execution has no such call, or does not keep what it writes
   */
  public static Optional<Effect.ScheduleTask> again(
      ExecutionState execution, OpenAttempt open, Instant now) {
    FrameId id = open.mapRun();
    Function<FrameId, @Nullable Frame> frames = frame -> execution.frame(frame).orElse(null);
    if (id == null
        || !(frames.apply(id) instanceof MapRunFrame run)
        || !(execution.machine().state(open.flow().state()) instanceof MapState state)) {
      return Optional.empty();
    }
    MapRunReading reading = run.reading();
    if (reading != null && reading.isOpen() && open.id() == run.readAttempt(reading)) {
      return Optional.of(ItemPages.call(state, run, reading, frames, now));
    }
    MapRunWriting writing = run.writing();
    return writing != null
            && writing.isOpen()
            && writing.isWhole()
            && open.id() == run.writeAttempt(writing)
        ? Optional.of(ResultExports.call(state, run, writing, frames, now))
        : Optional.empty();
  }
}
