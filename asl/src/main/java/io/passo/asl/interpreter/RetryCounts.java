package io.passo.asl.interpreter;

import java.util.ArrayList;
import java.util.List;

/**
 * Retries of one visit of a state, counted per Retrier (asl.md §7.2).
 *
 * @param perRetrier retries by index of the Retrier; Retriers at the end that were never used may
 *     be missing
 */
public record RetryCounts(List<Integer> perRetrier) {
  /** No retry yet. */
  public static final RetryCounts NONE = new RetryCounts(List.of());

  public RetryCounts {
    perRetrier = List.copyOf(perRetrier);
  }

  /** Retries of the Retrier at {@code index}. */
  public int of(int index) {
    return index < perRetrier.size() ? perRetrier.get(index) : 0;
  }

  /** All retries of the visit: {@code State.RetryCount} of the context object. */
  public int total() {
    int total = 0;
    for (int count : perRetrier) {
      total += count;
    }
    return total;
  }

  /** One retry more of the Retrier at {@code index}. */
  public RetryCounts plus(int index) {
    List<Integer> counts = new ArrayList<>(perRetrier);
    while (counts.size() <= index) {
      counts.add(0);
    }
    counts.set(index, counts.get(index) + 1);
    return new RetryCounts(counts);
  }
}
