package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Probing.Subject;
import io.passo.protocol.JournalRecord.Inputs;
import java.util.List;

/** Events of a lane one by one, inputs and due timers in turn. */
final class Subjects {
  private static final int MOST_INPUT_BYTES = 1 << 20;
  private static final long WAIT_MILLIS = 10;

  private final Inbox inbox;
  private final Turn turn;
  private final TimerQueue timers;
  private final Barrier barrier;
  private boolean timersNext;

  Subjects(Inbox inbox, Turn turn, TimerQueue timers, Barrier barrier) {
    this.inbox = inbox;
    this.turn = turn;
    this.timers = timers;
    this.barrier = barrier;
  }

  /** The next one; an empty one if nothing waits. */
  Subject next(long now, Inputs processed) throws InterruptedException {
    timersNext = !timersNext;
    Subject first = timersNext ? timer(now, processed) : input();
    if (!first.isEmpty()) {
      return first;
    }
    return timersNext ? input() : timer(now, processed);
  }

  private Subject input() throws InterruptedException {
    return new Subject(
        turn.hasWaiting() ? turn.next() : inbox.take(1, MOST_INPUT_BYTES, WAIT_MILLIS), List.of());
  }

  private Subject timer(long now, Inputs processed) {
    List<TimerQueue.Entry> due = barrier.pass(timers.due(now, 1), processed.results());
    // The barrier may let several go at once.
    due.stream().skip(1).forEach(timers::add);
    return new Subject(List.of(), due.isEmpty() ? List.of() : List.of(due.getFirst()));
  }
}
