package io.passo.coordinator.engine.express;

import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.Timer;
import io.passo.coordinator.engine.express.Alarms.Alarm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Timers of one execution, with one alarm set for the earliest. An entry may be stale: it counts if
 * the execution still has that timer.
 */
final class PendingTimers {
  private final Alarms alarms;
  private final Runnable rang;
  private final PriorityQueue<Timer> queue = new PriorityQueue<>(Comparator.comparing(Timer::due));
  private @Nullable Alarm alarm;
  private Instant alarmDue = Instant.MAX;

  /**
   * @param rang runs when a timer is due
   */
  PendingTimers(Alarms alarms, Runnable rang) {
    this.alarms = alarms;
    this.rang = rang;
  }

  void take(List<FrameChange> changes) {
    for (FrameChange change : changes) {
      if (change.frame() != null) {
        queue.addAll(change.frame().timers());
      }
    }
    arm();
  }

  /** Takes what is due and still pending, the earliest first. */
  List<Timer> due(Instant now, ExecutionState state) {
    List<Timer> due = new ArrayList<>();
    while (!queue.isEmpty() && !queue.peek().due().isAfter(now)) {
      Timer timer = queue.remove();
      if (state.pendingTimer(timer.id()).filter(timer::equals).isPresent()) {
        due.add(timer);
      }
    }
    disarm();
    arm();
    return due;
  }

  private void arm() {
    Timer next = queue.peek();
    if (next != null && next.due().isBefore(alarmDue)) {
      disarm();
      alarmDue = next.due();
      alarm = alarms.at(alarmDue, rang);
    }
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel();
    }
    alarm = null;
    alarmDue = Instant.MAX;
  }

  void clear() {
    queue.clear();
    disarm();
  }
}
