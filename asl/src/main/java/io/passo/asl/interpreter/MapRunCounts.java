package io.passo.asl.interpreter;

/**
 * What became of items, or of child executions, of a Map Run.
 *
 * @param succeeded those that succeeded
 * @param failed those that failed
 * @param timedOut those that timed out
 * @param aborted those that were stopped
 */
public record MapRunCounts(int succeeded, int failed, int timedOut, int aborted) {
  /** Nothing has ended. */
  public static final MapRunCounts NONE = new MapRunCounts(0, 0, 0, 0);

  /** With {@code count} more that ended like this. */
  public MapRunCounts plus(ExecutionStatus status, int count) {
    return switch (status) {
      case RUNNING -> throw new IllegalArgumentException("Expected the status of an end");
      case SUCCEEDED -> new MapRunCounts(succeeded + count, failed, timedOut, aborted);
      case FAILED -> new MapRunCounts(succeeded, failed + count, timedOut, aborted);
      case TIMED_OUT -> new MapRunCounts(succeeded, failed, timedOut + count, aborted);
      case ABORTED -> new MapRunCounts(succeeded, failed, timedOut, aborted + count);
    };
  }

  /** All that ended otherwise than well. */
  public int unsuccessful() {
    return failed + timedOut + aborted;
  }

  /** All that ended. */
  public int ended() {
    return succeeded + unsuccessful();
  }
}
