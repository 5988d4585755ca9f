package io.passo.coordinator.engine;

import io.passo.asl.interpreter.ExecutionState;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.protocol.ExecutionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executions of one lane that were used lately. An execution stays at least until Redis has applied
 * its last change, so whatever is not here can be read there.
 */
final class StateCache {
  // Of each lane, and one coordinator may have them all: 16 full ones take some 200 MiB of heap.
  private static final int MOST_ENTRIES = 6_000;
  private static final long MOST_BYTES = 12L << 20;

  private final Map<ExecutionKey, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);
  private long bytes;

  /**
   * What is known of an execution.
   *
   * @param state null if it does not run
   * @param closed set if it has closed lately
   * @param pinnedTo journal offset after its last change
   * @param bytes about how large it is
   */
  record Entry(
      @Nullable ExecutionState state, @Nullable ClosedMark closed, long pinnedTo, int bytes) {
    /** Whether an execution of that key runs or has closed lately. */
    boolean isKnown() {
      return state != null || closed != null;
    }
  }

  @Nullable Entry get(ExecutionKey key) {
    return entries.get(key);
  }

  void put(ExecutionKey key, Entry entry) {
    Entry before = entries.put(key, entry);
    bytes += entry.bytes() - (before == null ? 0 : before.bytes());
  }

  /**
   * Forgets what was used longest ago and is applied up to {@code appliedOffset}, while there is
   * too much.
   */
  void shrink(long appliedOffset) {
    Iterator<Entry> oldest = entries.values().iterator();
    while ((entries.size() > MOST_ENTRIES || bytes > MOST_BYTES) && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.pinnedTo() <= appliedOffset) {
        bytes -= entry.bytes();
        oldest.remove();
      }
    }
  }
}
