package io.passo.asl.interpreter;

import org.jspecify.annotations.Nullable;

/**
 * What a Map Run may do; {@code UpdateMapRun} changes it while it runs.
 *
 * @param maxConcurrency child executions at once; 0 = the most there is
 * @param toleratedCount items that may fail; null if not given
 * @param toleratedPercentage share of the items that may fail, 0..100; null if not given
 */
public record MapRunLimits(
    long maxConcurrency, @Nullable Long toleratedCount, @Nullable Double toleratedPercentage) {
  private static final int MOST_CHILDREN = 10_000;

  /** Child executions that may run at once. */
  public int concurrency() {
    return maxConcurrency == 0 ? MOST_CHILDREN : (int) Math.min(maxConcurrency, MOST_CHILDREN);
  }

  /**
   * Whether so many failures fail the Map Run. Without a limit of its own it bears none.
   *
   * @param failures items that failed
   * @param total all items
   */
  public boolean isExceededBy(int failures, int total) {
    if (toleratedCount == null && toleratedPercentage == null) {
      return failures > 0;
    }
    return (toleratedCount != null && failures > toleratedCount)
        || (toleratedPercentage != null && failures * 100.0 > toleratedPercentage * total);
  }

  /** The same with what an update gives. */
  public MapRunLimits with(
      @Nullable Long concurrency, @Nullable Long count, @Nullable Double percentage) {
    return new MapRunLimits(
        concurrency == null ? maxConcurrency : concurrency,
        count == null ? toleratedCount : count,
        percentage == null ? toleratedPercentage : percentage);
  }
}
