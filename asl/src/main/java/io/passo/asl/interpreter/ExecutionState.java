package io.passo.asl.interpreter;

import io.passo.asl.model.StateMachine;
import io.passo.asl.model.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An execution between two decisions: its pinned definition and its frames. Immutable; a state
 * after a decision shares what did not change with the state before. Safe for concurrent use.
 */
public final class ExecutionState {
  private final StateMachine machine;
  private final SnapshotMap<FrameId, Frame> frames;
  private final SnapshotMap<Long, FrameId> attempts;

  private ExecutionState(
      StateMachine machine,
      SnapshotMap<FrameId, Frame> frames,
      SnapshotMap<Long, FrameId> attempts) {
    this.machine = machine;
    this.frames = frames;
    this.attempts = attempts;
  }

  /** An execution of {@code machine} that has not started, or has ended. */
  public static ExecutionState absent(StateMachine machine) {
    return new ExecutionState(machine, SnapshotMap.of(Map.of()), SnapshotMap.of(Map.of()));
  }

  /**
   * An execution from all its frames, in any order.
   *
   * @param machine the definition that the start facts name
   * @throws IllegalArgumentException if the start facts or the counters are missing
   */
  public static ExecutionState of(StateMachine machine, Collection<? extends Frame> frames) {
    Map<FrameId, Frame> byId = new HashMap<>();
    Map<Long, FrameId> attempts = new HashMap<>();
    for (Frame frame : frames) {
      byId.put(frame.id(), frame);
      for (long attempt : attemptsOf(frame)) {
        attempts.put(attempt, frame.id());
      }
    }
    if (!byId.isEmpty()
        && (!byId.containsKey(FrameId.START) || !byId.containsKey(FrameId.COUNTERS))) {
      throw new IllegalArgumentException(
          "Expected all frames of an execution but found only " + byId.keySet());
    }
    return new ExecutionState(machine, SnapshotMap.of(byId), SnapshotMap.of(attempts));
  }

  /** The state with these frames changed. */
  public ExecutionState with(Collection<FrameChange> changes) {
    Map<FrameId, Optional<Frame>> frameChanges = HashMap.newHashMap(changes.size());
    Map<Long, Optional<FrameId>> attemptChanges = new HashMap<>(4);
    for (FrameChange change : changes) {
      forget(frames.get(change.id()), attemptChanges);
    }
    for (FrameChange change : changes) {
      for (long attempt : attemptsOf(change.frame())) {
        attemptChanges.put(attempt, Optional.of(change.id()));
      }
      frameChanges.put(change.id(), Optional.ofNullable(change.frame()));
    }
    return new ExecutionState(machine, frames.with(frameChanges), attempts.with(attemptChanges));
  }

  private static void forget(@Nullable Frame before, Map<Long, Optional<FrameId>> attemptChanges) {
    for (long attempt : attemptsOf(before)) {
      attemptChanges.put(attempt, Optional.empty());
    }
  }

  private static List<Long> attemptsOf(@Nullable Frame frame) {
    return switch (frame) {
      case FlowFrame(Flow ignored, Waiting.ForAttempt attempt) -> List.of(attempt.attempt());
      case MapRunFrame run -> run.attempts();
      case null, default -> List.of();
    };
  }

  /** The pinned definition. */
  public StateMachine machine() {
    return machine;
  }

  /** Whether the execution runs: it has started and not ended. */
  public boolean exists() {
    return frames.get(FrameId.START) != null;
  }

  /** What was fixed at the start; empty if the execution does not run. */
  public Optional<ExecutionStart> start() {
    return frames.get(FrameId.START) instanceof StartFrame frame
        ? Optional.of(frame.start())
        : Optional.empty();
  }

  /** Id of the next history event. */
  public long nextEventId() {
    return frames.get(FrameId.COUNTERS) instanceof CountersFrame counters
        ? counters.nextEventId()
        : 1;
  }

  /** Size of all variables in bytes. */
  public long variableBytes() {
    return frames.get(FrameId.COUNTERS) instanceof CountersFrame counters
        ? counters.variableBytes()
        : 0;
  }

  /** The frame of that name. */
  public Optional<Frame> frame(FrameId id) {
    return Optional.ofNullable(frames.get(id));
  }

  /** All frames, in no particular order. */
  public List<Frame> frames() {
    List<Frame> all = new ArrayList<>();
    frames.forEach((id, frame) -> all.add(frame));
    return all;
  }

  /** All pending timers, in no particular order. */
  public List<Timer> pendingTimers() {
    List<Timer> timers = new ArrayList<>();
    frames.forEach((id, frame) -> timers.addAll(frame.timers()));
    return timers;
  }

  /** The pending timer of that identity. */
  public Optional<Timer> pendingTimer(TimerId id) {
    Frame frame = frames.get(id.frame());
    if (frame == null) {
      return Optional.empty();
    }
    return frame.timers().stream().filter(timer -> timer.id().equals(id)).findFirst();
  }

  /** Whether the attempt has no result yet. */
  public boolean isOpen(long attempt) {
    return attempts.get(attempt) != null;
  }

  /** The attempt, if it has no result yet. */
  public Optional<OpenAttempt> attempt(long attempt) {
    FrameId id = attempts.get(attempt);
    return id == null
        ? Optional.empty()
        : Optional.ofNullable(openAttempt(frames.get(id), attempt));
  }

  /** All attempts without a result, in no particular order. */
  public List<OpenAttempt> openAttempts() {
    List<OpenAttempt> open = new ArrayList<>();
    attempts.forEach((attempt, frame) -> attempt(attempt).ifPresent(open::add));
    return open;
  }

  private @Nullable OpenAttempt openAttempt(@Nullable Frame frame, long id) {
    return switch (frame) {
      case FlowFrame(Flow flow, Waiting.ForAttempt attempt)
          when machine.state(flow.state()) instanceof TaskState task ->
          new OpenAttempt(flow, attempt, task.resource());
      case MapRunFrame run when frames.get(run.id().parent()) instanceof FlowFrame parent ->
          new OpenAttempt(parent.flow(), run.id(), id);
      case null, default -> null;
    };
  }
}
