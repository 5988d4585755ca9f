package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one lane to others, between their commit and their acknowledgement (correctness.md
 * §6): repeated, in order per target partition, until acknowledged. Receivers dedupe by state, so
 * one that is sent twice does no harm.
 */
final class Messages {
  /** Messages without an acknowledgement beyond which the lane pauses. */
  static final int MOST_UNACKNOWLEDGED = 1_024;

  private static final long AGAIN_NANOS = 500_000_000L;

  private final MessageLog log;
  private final EngineClock clock;
  private final Map<Integer, Line> lines = new HashMap<>();
  private long sent;
  private int size;

  private static final System.Logger LOG = System.getLogger(Messages.class.getName());

  private static final class Pending {
    private final String id;
    private final Message message;
    private @Nullable CompletableFuture<Void> acknowledged;

    Pending(String id, Message message) {
      this.id = id;
      this.message = message;
    }
  }

  /** What is on its way to one partition, oldest first. */
  private static final class Line {
    private final Deque<Pending> pending = new ArrayDeque<>();
    private boolean broken;
    private long againAt;
  }

  Messages(MessageLog log, EngineClock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Sends messages of a commit; they count as sent when {@link #settle} gives their ids.
   *
   * @return their ids, in order
   */
  List<String> send(List<Message> messages) {
    List<String> ids = new ArrayList<>(messages.size());
    for (Message message : messages) {
      Pending pending = new Pending("message " + sent++, message);
      ids.add(pending.id);
      size++;
      Line line = lines.computeIfAbsent(message.partition(), partition -> new Line());
      line.pending.addLast(pending);
      // Behind one that has failed it waits its turn.
      if (!line.broken) {
        pending.acknowledged = send(message);
      }
    }
    return ids;
  }

  /** Ids of the messages that are acknowledged now; those that failed are sent again. */
  List<String> settle() {
    if (size == 0) {
      return List.of();
    }
    List<String> done = new ArrayList<>();
    lines.values().forEach(line -> settle(line, done));
    size -= done.size();
    return done;
  }

  private void settle(Line line, List<String> done) {
    if (line.broken) {
      sendAgain(line);
    }
    while (!line.broken && !line.pending.isEmpty() && isDone(line.pending.getFirst())) {
      Pending first = line.pending.getFirst();
      if (first.acknowledged != null && first.acknowledged.isCompletedExceptionally()) {
        line.broken = true;
        line.againAt = clock.nanoTime() + AGAIN_NANOS;
      } else {
        done.add(line.pending.removeFirst().id);
      }
    }
  }

  private static boolean isDone(Pending pending) {
    return pending.acknowledged != null && pending.acknowledged.isDone();
  }

  // With everything behind it: what was sent after it must lie behind it.
  private void sendAgain(Line line) {
    if (clock.nanoTime() >= line.againAt) {
      line.broken = false;
      line.pending.forEach(pending -> pending.acknowledged = send(pending.message));
    }
  }

  /** What breaks a message keeps only those behind it waiting, not the lane. */
  private CompletableFuture<Void> send(Message message) {
    try {
      return log.send(message);
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          () -> "Message breaks the engine: partition=" + message.partition(),
          e);
      return CompletableFuture.failedFuture(e);
    }
  }

  boolean isIdle() {
    return size == 0;
  }

  boolean isFull() {
    return size >= MOST_UNACKNOWLEDGED;
  }
}
