package io.passo.asl.interpreter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Map Run as others see it.
 *
 * @param arn its ARN
 * @param frame its frame in the parent execution
 * @param status how it stands
 * @param startedAt when it began
 * @param stoppedAt when it ended; null while it runs
 * @param limits concurrency and tolerated failures
 * @param items progress in items
 * @param children progress in child executions
 * @param redriveCount how often it was redriven
 * @param redriveDate when, the last time; null = never
 */
public record MapRun(
    String arn,
    FrameId frame,
    Status status,
    Instant startedAt,
    @Nullable Instant stoppedAt,
    MapRunLimits limits,
    Progress items,
    Progress children,
    int redriveCount,
    @Nullable Instant redriveDate) {

  /**
   * How far it is.
   *
   * @param pending not begun
   * @param pendingRedrive ended without success before the Map Run was redriven, and not told to go
   *     on yet
   * @param running begun and not ended
   * @param ended what became of the others
   */
  public record Progress(int pending, int pendingRedrive, int running, MapRunCounts ended) {
    /** All of them. */
    public int total() {
      return pending + pendingRedrive + running + ended.ended();
    }

    /** The same when what ran has been stopped. */
    public Progress stopped() {
      return new Progress(pending, pendingRedrive, 0, ended.plus(ExecutionStatus.ABORTED, running));
    }
  }

  /** The same when what ran has been stopped. */
  public MapRun stopped() {
    return new MapRun(
        arn,
        frame,
        status,
        startedAt,
        stoppedAt,
        limits,
        items.stopped(),
        children.stopped(),
        redriveCount,
        redriveDate);
  }

  /** Status as the API names it. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
  }
}
