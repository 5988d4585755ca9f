package io.passo.coordinator.engine;

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
  private final long before;
  private final long openedAt;
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
   * @param before offset of the lane's Open
   * @param openedAt partition clock of that Open: no later record has an earlier one
   */
  StartNames(EngineContext context, int partition, long rebuiltAt, long before, long openedAt) {
    this.context = context;
    this.partition = partition;
    this.rebuiltAt = rebuiltAt;
    this.before = before;
    this.openedAt = openedAt;
  }

  private long markersFrom(long now) {
    return Math.max(rebuiltAt, now - MARKS_KEPT_MILLIS);
  }

  private boolean needsLookup(Starting start, long now) {
    return start.named() || start.startDate() <= markersFrom(now) + CLOCK_SKEW_MILLIS;
  }

  /** Asks PostgreSQL about those starts of a batch that need it. */
  void ask(List<Starting> starts, long now) {
    known = null;
    unavailable = false;
    List<String> arns =
        starts.stream()
            .filter(start -> needsLookup(start, now))
            .map(Starting::executionArn)
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
  Answer of(Starting start, long now, long laneOffset) {
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
    return isComplete(seen, now, laneOffset) ? Answer.NEW : Answer.UNKNOWN;
  }

  // A database that was restored has forgotten closings, too. Its clock must lie beyond
  // markersFrom: of several commits of one millisecond, and there are many while a wall clock that
  // went back catches up, it may have seen the first only. One that has seen all that lies before
  // the lane's Open misses only closings that are marked, if the Open is young enough: so a fresh
  // partition needs no database that has written something.
  private boolean isComplete(Checkpoints.Known seen, long now, long laneOffset) {
    long sunk = seen.position().offset();
    return seen.clock() > markersFrom(now)
        || sunk == laneOffset
        || (sunk >= before && openedAt >= markersFrom(now));
  }
}
