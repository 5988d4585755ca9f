package io.passo.coordinator.api.activity;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers that poll one activity at this instance, first come first served. At most one look
 * for tasks is under way.
 */
final class Line {
  private final String activityArn;
  private final Deque<Poll> waiting = new ArrayDeque<>();
  private boolean looking;
  private boolean lookAgain;

  Line(String activityArn) {
    this.activityArn = activityArn;
  }

  String activityArn() {
    return activityArn;
  }

  /** Lines a poll up; false if there are {@code most} already. */
  synchronized boolean add(Poll poll, int most) {
    if (waiting.size() >= most) {
      return false;
    }
    waiting.addLast(poll);
    return true;
  }

  /** Puts a poll back that was taken in vain. */
  synchronized void putBack(Poll poll) {
    waiting.addFirst(poll);
  }

  synchronized void remove(Poll poll) {
    waiting.remove(poll);
  }

  /** The next poll, null if nobody waits. */
  synchronized @Nullable Poll take() {
    return waiting.pollFirst();
  }

  /** Takes the polls out that have waited long enough. */
  synchronized List<Poll> takeOver(Instant now) {
    List<Poll> over = new ArrayList<>();
    waiting.removeIf(poll -> poll.isOver(now) && over.add(poll));
    return over;
  }

  /** How many tasks to look for; 0 if nobody waits, or a look is under way and will be repeated. */
  synchronized int beginLook() {
    if (looking) {
      lookAgain = true;
      return 0;
    }
    looking = !waiting.isEmpty();
    return waiting.size();
  }

  /** True if another look is wanted. */
  synchronized boolean endLook(boolean progress) {
    looking = false;
    boolean again = (progress || lookAgain) && !waiting.isEmpty();
    lookAgain = false;
    return again;
  }

  synchronized int length() {
    return waiting.size();
  }

  /** True if it may be forgotten. */
  synchronized boolean isIdle() {
    return waiting.isEmpty() && !looking;
  }
}
