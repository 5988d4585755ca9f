package io.passo.coordinator.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Time-outs and heartbeats fire only when the results that lay there at their due time are
 * processed (correctness.md §12): after an outage a result that waits comes first.
 */
final class Barrier {
  private final Inbox inbox;
  private final Deque<Held> held = new ArrayDeque<>();

  private record Held(TimerQueue.Entry timer, long resultsEnd) {}

  Barrier(Inbox inbox) {
    this.inbox = inbox;
  }

  /**
   * Takes due timers and gives those that may fire now.
   *
   * @param processed next offset of the results
   */
  List<TimerQueue.Entry> pass(List<TimerQueue.Entry> due, long processed) {
    List<TimerQueue.Entry> free = new ArrayList<>();
    List<TimerQueue.Entry> barred = new ArrayList<>();
    for (TimerQueue.Entry timer : due) {
      (timer.id().kind().needsBarrier() ? barred : free).add(timer);
    }
    if (!barred.isEmpty()) {
      long end = inbox.resultsEnd();
      barred.forEach(timer -> held.addLast(new Held(timer, end)));
    }
    while (!held.isEmpty() && held.getFirst().resultsEnd() <= processed) {
      free.add(held.removeFirst().timer());
    }
    return free;
  }

  boolean isWaiting() {
    return !held.isEmpty();
  }
}
