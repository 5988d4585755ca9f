package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.JournalRecord.AddressedReply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers wait until Redis has applied their commit, so that a caller reads its own write, but no
 * longer than 200 ms: they are true since the commit.
 */
final class Answers {
  static final long LIMIT_MILLIS = 200;

  private final Replies replies;
  private final EngineClock clock;
  private final Deque<Held> held = new ArrayDeque<>();

  private record Held(List<AddressedReply> replies, AtomicBoolean sent, long deadline) {}

  Answers(Replies replies, EngineClock clock) {
    this.replies = replies;
    this.clock = clock;
  }

  /** Sends answers once their commit is applied. */
  void sendAfter(CompletableFuture<Outcome> applied, List<AddressedReply> answers) {
    if (answers.isEmpty()) {
      return;
    }
    long deadline = clock.nanoTime() + LIMIT_MILLIS * 1_000_000;
    Held waiting = new Held(List.copyOf(answers), new AtomicBoolean(), deadline);
    held.addLast(waiting);
    var unused = applied.whenComplete((outcome, failure) -> send(waiting));
  }

  private void send(Held waiting) {
    if (waiting.sent().compareAndSet(false, true)) {
      replies.send(waiting.replies());
    }
  }

  /** Sends those that have waited long enough. */
  void sendOverdue() {
    long now = clock.nanoTime();
    while (!held.isEmpty() && (held.getFirst().sent().get() || held.getFirst().deadline() <= now)) {
      send(held.removeFirst());
    }
  }

  boolean isWaiting() {
    return held.stream().anyMatch(waiting -> !waiting.sent().get());
  }
}
