package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.TimerId;
import io.passo.coordinator.engine.StateStore.FrameTimer;
import io.passo.coordinator.engine.StateStore.IndexChange;
import io.passo.coordinator.engine.StateStore.Sample;
import io.passo.coordinator.engine.StateStore.SampledFrame;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks each minute whether Redis still is what the lane made of it (correctness.md §8). Nothing in
 * the protocol makes it differ; an eviction, an operator or a bug would. A lost timer is put back;
 * lost state cannot be: then Redis is rebuilt.
 *
 * <p>Call it while no apply is under way.
 */
final class Audit {
  private static final System.Logger LOG = System.getLogger(Audit.class.getName());
  private static final long EACH_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int EXECUTIONS = 32;
  private static final int OVERDUE_TIMERS = 100;
  private static final long OVERDUE_MILLIS = 5_000;

  private final EngineContext context;
  private final int partition;
  private final String g;
  private final Applies applies;
  private final TimerQueue timers;
  private final Executions executions;
  private final Dispatches dispatches;
  private long lastRun;

  Audit(
      EngineContext context,
      int partition,
      String g,
      Applies applies,
      TimerQueue timers,
      Executions executions,
      Dispatches dispatches) {
    this.context = context;
    this.dispatches = dispatches;
    this.partition = partition;
    this.g = g;
    this.applies = applies;
    this.timers = timers;
    this.executions = executions;
    this.lastRun = context.clock().nanoTime();
  }

  /**
   * Once a minute.
   *
   * @param timersWait whether due timers are held back on purpose
   * @throws LaneDroppedException if Redis lost state: it has to be rebuilt
   * @throws UnavailableException if it does not answer
   */
  void run(boolean timersWait) {
    long now = context.clock().nanoTime();
    if (now - lastRun < EACH_NANOS) {
      return;
    }
    lastRun = now;
    Sample sample = context.state().sample(partition, g, EXECUTIONS);
    applies.check(sample.watermark());
    requireWhole(sample);
    List<IndexChange> changes = new ArrayList<>();
    sample.executions().forEach((key, frames) -> compare(key, frames, changes));
    if (!timersWait) {
      findOverdue(changes);
    }
    repair(sample.watermark(), changes);
  }

  private void requireWhole(Sample sample) {
    if (sample.open() != sample.members()) {
      distrust(
          "%d executions are counted open but %d are listed"
              .formatted(sample.open(), sample.members()));
    }
    sample
        .executions()
        .forEach(
            (key, frames) -> {
              if (frames.isEmpty()) {
                distrust("the frames of an open execution are gone: execution=" + key);
              }
            });
  }

  private void distrust(String reason) {
    context.state().distrust(partition, g);
    LOG.log(
        System.Logger.Level.ERROR,
        "Redis lost state and is rebuilt: partition={0} namespace={1} reason={2}",
        partition,
        g,
        reason);
    throw new LaneDroppedException("audit", reason);
  }

  private static void compare(
      ExecutionKey key, List<SampledFrame> frames, List<IndexChange> changes) {
    for (SampledFrame frame : frames) {
      Long due = FrameWrites.of(key, frame.value()).due();
      if (!Objects.equals(due, frame.indexed())) {
        changes.add(new IndexChange(key, frame.value().frameId(), due));
      }
    }
  }

  /** A timer that is long due and that nobody will take: it is in no memory, or of no frame. */
  private void findOverdue(List<IndexChange> changes) {
    long before = context.clock().wallMillis() - OVERDUE_MILLIS;
    Set<ExecutionKey> changed = new HashSet<>();
    changes.forEach(change -> changed.add(change.key()));
    for (FrameTimer timer : context.state().timers(partition, g, before, OVERDUE_TIMERS)) {
      if (changed.contains(timer.key())) {
        continue;
      }
      List<TimerId> pending =
          pending(timer.key()).stream()
              .filter(found -> found.due().toEpochMilli() == timer.due())
              .map(Timer::id)
              .toList();
      if (pending.isEmpty()) {
        changes.add(new IndexChange(timer.key(), timer.frameId(), null));
      } else if (pending.stream().noneMatch(id -> isKnown(timer, id))) {
        changes.add(new IndexChange(timer.key(), timer.frameId(), timer.due()));
      }
    }
  }

  private boolean isKnown(FrameTimer timer, TimerId id) {
    return timers.holds(timer.key(), id)
        || dispatches.holds(new TimerQueue.Entry(timer.due(), timer.key(), id));
  }

  private List<Timer> pending(ExecutionKey key) {
    return executions.load(List.of(key)).values().stream()
        .flatMap(slot -> slot.running().stream())
        .flatMap(state -> state.pendingTimers().stream())
        .toList();
  }

  private void repair(Position seen, List<IndexChange> changes) {
    if (changes.isEmpty() || !context.state().index(partition, g, seen, changes)) {
      return;
    }
    for (IndexChange change : changes) {
      context.metrics().timerRepaired();
      LOG.log(
          System.Logger.Level.ERROR,
          "Timer repaired: partition={0} execution={1} frame={2} due={3}",
          partition,
          change.key(),
          change.frameId(),
          String.valueOf(change.due()));
      pending(change.key()).forEach(timer -> timers.add(change.key(), timer));
    }
  }
}
