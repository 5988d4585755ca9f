package io.passo.standalone.bench;

import java.util.HashMap;
import java.util.Map;

/** The longest time in which nothing ended in a partition; all of them have to be busy. */
final class Silence {
  private final Map<Integer, Long> last = new HashMap<>();
  private long longest;
  private boolean listening;

  /** From now on gaps count. */
  synchronized void begin() {
    listening = true;
  }

  /** From now on they do not. */
  synchronized void end() {
    listening = false;
  }

  /** Something ended in a partition. */
  synchronized void broken(int partition, long nanoTime) {
    Long before = last.get(partition);
    if (listening && before != null) {
      longest = Math.max(longest, nanoTime - before);
    }
    if (before == null || nanoTime > before) {
      last.put(partition, nanoTime);
    }
  }

  synchronized double longestSeconds() {
    return longest / 1e9;
  }
}
