package io.passo.coordinator.engine.express;

import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The starts of one partition of {@code passo.express} that have not ended, in the order in which
 * they lie there. None is given out before everything is read that lay there when the partition was
 * taken over: its end may be behind it.
 */
final class OpenStarts {
  private final long caughtUpAt;
  private final Map<ExecutionKey, Long> open = new LinkedHashMap<>();
  private final Map<ExecutionKey, ExpressRun> running = new HashMap<>();
  private final Deque<StartExecution> waiting = new ArrayDeque<>();
  private long position;

  /**
   * @param position offset that is read first
   * @param end end of the partition when it was taken over
   */
  OpenStarts(long position, long end) {
    this.position = position;
    this.caughtUpAt = end;
  }

  /**
   * A record was read.
   *
   * @param start null for an end
   */
  void read(long offset, ExecutionKey key, @Nullable StartExecution start) {
    position = offset + 1;
    if (start == null) {
      open.remove(key);
      waiting.removeIf(each -> each.key().equals(key));
    } else if (open.putIfAbsent(key, offset) == null) {
      waiting.addLast(start);
    }
  }

  /** What is to run next, if there is something. */
  Optional<StartExecution> next() {
    return isCaughtUp() ? Optional.ofNullable(waiting.pollFirst()) : Optional.empty();
  }

  /** It is to run later. */
  void putBack(StartExecution start) {
    running.remove(start.key());
    waiting.addFirst(start);
  }

  void runs(ExpressRun run) {
    running.put(run.key(), run);
  }

  void ended(ExecutionKey key) {
    open.remove(key);
    running.remove(key);
  }

  /** Somebody else has the partition now. */
  void lose() {
    running.values().forEach(ExpressRun::lose);
  }

  /** Starts that may run and do not. */
  int waiting() {
    return isCaughtUp() ? waiting.size() : 0;
  }

  private boolean isCaughtUp() {
    return position >= caughtUpAt;
  }

  /** Offset before which nothing is needed any more. */
  long forgettable() {
    return open.isEmpty() ? position : open.values().iterator().next();
  }
}
