package io.passo.coordinator.engine;

import io.passo.protocol.CloudEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Events of one lane for users, between their commit and their acknowledgement. What may not have
 * arrived is sent again, with the same ids: consumers see each event at least once.
 */
final class Announcements {
  /** Commits whose events have no acknowledgement beyond which the lane pauses. */
  static final int MOST_UNACKNOWLEDGED = 1_024;

  private static final long AGAIN_NANOS = 500_000_000L;

  private final EventLog log;
  private final EngineClock clock;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private long sent;

  private static final class Pending {
    private final String id;
    private final List<CloudEvent> events;
    private CompletableFuture<Void> acknowledged;
    private long againAt;

    Pending(String id, List<CloudEvent> events, CompletableFuture<Void> acknowledged) {
      this.id = id;
      this.events = events;
      this.acknowledged = acknowledged;
    }
  }

  Announcements(EventLog log, EngineClock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Sends events of a commit; they count as sent when {@link #settle} gives their id.
   *
   * @return one id for all of them; none if there are none
   */
  List<String> send(List<CloudEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    String id = "events " + sent++;
    pending.addLast(new Pending(id, events, log.send(events)));
    return List.of(id);
  }

  /** Ids of what is acknowledged now; what failed is sent again. */
  List<String> settle() {
    if (pending.isEmpty()) {
      return List.of();
    }
    List<String> done = new ArrayList<>();
    Iterator<Pending> all = pending.iterator();
    while (all.hasNext()) {
      Pending next = all.next();
      if (next.acknowledged.isCompletedExceptionally()) {
        sendAgain(next);
      } else if (next.acknowledged.isDone()) {
        all.remove();
        done.add(next.id);
      }
    }
    return done;
  }

  private void sendAgain(Pending failed) {
    if (failed.againAt == 0) {
      failed.againAt = clock.nanoTime() + AGAIN_NANOS;
    } else if (clock.nanoTime() >= failed.againAt) {
      failed.againAt = 0;
      failed.acknowledged = log.send(failed.events);
    }
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  boolean isFull() {
    return pending.size() >= MOST_UNACKNOWLEDGED;
  }
}
