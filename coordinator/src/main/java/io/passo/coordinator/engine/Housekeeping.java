package io.passo.coordinator.engine;

import io.passo.asl.interpreter.ExecutionState;
import io.passo.coordinator.engine.StateStore.FrameTimer;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Inputs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a lane does now and then: compares Redis with what it knows, reads timers that come nearer,
 * notes what was dispatched.
 */
final class Housekeeping {
  private static final long EACH_NANOS = 1_000_000_000L;
  private static final int TIMERS_AT_ONCE = 20_000;
  private static final long APPLIES_LIMIT_MILLIS = 1_000;

  private final EngineContext context;
  private final int partition;
  private final String g;
  private final Applies applies;
  private final TimerQueue timers;
  private final Executions executions;
  private final Audit audit;
  private long next;
  private long dispatchedMovedAt = Long.MIN_VALUE;
  private long inputsMovedAt = Long.MIN_VALUE;

  Housekeeping(
      EngineContext context,
      int partition,
      String g,
      Applies applies,
      TimerQueue timers,
      Executions executions,
      Dispatches dispatches) {
    this.context = context;
    this.partition = partition;
    this.g = g;
    this.applies = applies;
    this.timers = timers;
    this.executions = executions;
    this.audit = new Audit(context, partition, g, applies, timers, executions, dispatches);
    this.next = Beat.after(context.clock().nanoTime(), EACH_NANOS);
  }

  /**
   * Once a second, in all lanes of a process at the same time: what they ask then wakes the threads
   * that serve them once.
   *
   * @param timersWait whether due timers are held back on purpose
   */
  void run(boolean timersWait) throws InterruptedException {
    long now = context.clock().nanoTime();
    if (now - next < 0) {
      return;
    }
    next = Beat.after(now, EACH_NANOS);
    compareWatermark();
    if (applies.isIdle()) {
      audit.run(timersWait);
    }
    long wall = context.clock().wallMillis();
    if (timers.horizon() < wall + TimerQueue.HORIZON_MILLIS / 2) {
      // A timer beyond the old horizon whose apply is under way would be in neither place.
      applies.drain(APPLIES_LIMIT_MILLIS);
      if (!applies.isIdle()) {
        return;
      }
      timers.moveHorizon(wall + TimerQueue.HORIZON_MILLIS);
      loadTimers();
    }
  }

  /** Milliseconds until {@link #run} has something to do. */
  long untilNext() {
    return Math.ceilDiv(next - context.clock().nanoTime(), 1_000_000L);
  }

  private void compareWatermark() {
    if (applies.isIdle()) {
      Optional<StateStore.View> view = context.state().view(partition);
      if (view.isEmpty() || !view.get().g().equals(g)) {
        throw new LaneDroppedException("namespace", "Redis names another namespace, or none");
      }
      applies.check(view.get().meta().fold().position());
    }
  }

  /**
   * Reads the timers within the horizon from Redis; one that is in memory already does no harm
   * twice.
   */
  void loadTimers() {
    List<FrameTimer> near = context.state().timers(partition, g, timers.horizon(), TIMERS_AT_ONCE);
    Set<ExecutionKey> keys = new LinkedHashSet<>();
    near.forEach(timer -> keys.add(timer.key()));
    executions
        .load(keys)
        .forEach((key, slot) -> slot.running().ifPresent(state -> addTimers(key, state)));
    if (near.size() == TIMERS_AT_ONCE) {
      // More are due than fit: those beyond the last one come when the horizon moves there.
      timers.moveHorizon(near.getLast().due());
    }
  }

  private void addTimers(ExecutionKey key, ExecutionState state) {
    state.pendingTimers().forEach(timer -> timers.add(key, timer));
  }

  /**
   * Whether an empty commit should note inputs that changed nothing (heartbeats, duplicates): after
   * a second, because reading them again does no harm.
   */
  boolean wantsRecord(Inputs committed, Inputs processed) {
    long now = context.clock().nanoTime();
    if (committed.equals(processed)) {
      inputsMovedAt = Long.MIN_VALUE;
      return false;
    }
    if (inputsMovedAt == Long.MIN_VALUE) {
      inputsMovedAt = now;
    }
    return now - inputsMovedAt >= EACH_NANOS;
  }

  /** Whether an empty commit should note that more was dispatched: when it moved a second ago. */
  boolean wantsRecord(Sends sends, PartitionMeta meta) {
    long now = context.clock().nanoTime();
    if (sends.dispatched().offset() <= meta.dispatched().offset() || !sends.hasNews()) {
      dispatchedMovedAt = Long.MIN_VALUE;
      return false;
    }
    if (dispatchedMovedAt == Long.MIN_VALUE) {
      dispatchedMovedAt = now;
    }
    return now - dispatchedMovedAt >= EACH_NANOS;
  }
}
