package io.passo.coordinator.engine;

import io.passo.protocol.EngineRequest.StartExecution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a start that is neither open nor marked as closed is new (correctness.md §8): marks reach
 * back only so far, so PostgreSQL is asked for what may be older, once per batch.
 */
final class StartNames {
  private static final long CLOCK_SKEW_MILLIS = 7_200_000;
  private static final long MARKS_KEPT_MILLIS = 10_800_000;

  private final EngineContext context;
  private final int partition;
  private final long rebuiltAt;
  private Checkpoints.@Nullable Known known;
  private boolean unavailable;

  /** What is known about a start. */
  enum Answer {
    NEW,
    CLOSED,
    /** PostgreSQL is needed and does not answer, or has not seen enough. */
    UNKNOWN
  }

  /**
   * @param rebuiltAt marks are complete for closings after this moment, milliseconds since the
   *     epoch
   */
  StartNames(EngineContext context, int partition, long rebuiltAt) {
    this.context = context;
    this.partition = partition;
    this.rebuiltAt = rebuiltAt;
  }

  private long markersFrom(long now) {
    return Math.max(rebuiltAt, now - MARKS_KEPT_MILLIS);
  }

  private boolean needsLookup(StartExecution start, long now) {
    return start.named() || start.startDate() <= markersFrom(now) + CLOCK_SKEW_MILLIS;
  }

  /** Asks PostgreSQL about those starts of a batch that need it. */
  void ask(List<StartExecution> starts, long now) {
    known = null;
    unavailable = false;
    List<String> arns =
        starts.stream()
            .filter(start -> needsLookup(start, now))
            .map(StartExecution::executionArn)
            .toList();
    if (!arns.isEmpty()) {
      try {
        known = context.checkpoints().find(partition, arns);
      } catch (UnavailableException e) {
        unavailable = true;
      }
    }
  }

  /**
   * What is known about a start that {@link #ask} has seen.
   *
   * @param laneOffset offset after the lane's last record
   */
  Answer of(StartExecution start, long now, long laneOffset) {
    if (!needsLookup(start, now)) {
      return Answer.NEW;
    }
    Checkpoints.Known seen = known;
    if (unavailable || seen == null) {
      return Answer.UNKNOWN;
    }
    if (seen.executions().containsKey(start.executionArn())) {
      return Answer.CLOSED;
    }
    // A database that was restored has forgotten closings, too.
    boolean complete = seen.clock() >= markersFrom(now) || seen.position().offset() == laneOffset;
    return complete ? Answer.NEW : Answer.UNKNOWN;
  }
}
