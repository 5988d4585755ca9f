package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How a Map Run stands after a batch of its lane. Times are milliseconds since the epoch.
 *
 * @param frame frame of the Map Run in its execution
 * @param status status as the API names it
 * @param maxConcurrency 0 = the most there is
 * @param toleratedPercentage decimal number as text
 * @param redriveCount how often it was redriven
 * @param redriveDate when, the last time; null = never
 */
public record MapRunRecord(
    String arn,
    String frame,
    String status,
    long startDate,
    @Nullable Long stopDate,
    long maxConcurrency,
    @Nullable Long toleratedCount,
    @Nullable String toleratedPercentage,
    Progress items,
    Progress executions,
    int redriveCount,
    @Nullable Long redriveDate) {

  /**
   * Items or child executions, by what has become of them.
   *
   * @param pendingRedrive ended without success, and wait to be redriven
   */
  public record Progress(
      int pending,
      int running,
      int succeeded,
      int failed,
      int timedOut,
      int aborted,
      int pendingRedrive) {
    /** Of which none waits to be redriven. */
    public Progress(
        int pending, int running, int succeeded, int failed, int timedOut, int aborted) {
      this(pending, running, succeeded, failed, timedOut, aborted, 0);
    }

    /** All of them. */
    public int total() {
      return pending + running + succeeded + failed + timedOut + aborted + pendingRedrive;
    }
  }
}
