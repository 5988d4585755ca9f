package io.passo.asl.interpreter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed when an execution starts. Written once.
 *
 * @param start what was started
 * @param timeoutDue when {@code TimeoutSeconds} of the state machine ends, if it has one
 */
public record StartFrame(ExecutionStart start, @Nullable Instant timeoutDue) implements Frame {
  private static final TimerId TIMEOUT = new TimerId(FrameId.START, TimerKind.EXECUTION_TIMEOUT, 1);

  @Override
  public FrameId id() {
    return FrameId.START;
  }

  @Override
  public List<Timer> timers() {
    return timeoutDue == null ? List.of() : List.of(new Timer(TIMEOUT, timeoutDue));
  }
}
