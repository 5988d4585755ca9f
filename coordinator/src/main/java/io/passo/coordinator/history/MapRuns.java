package io.passo.coordinator.history;

import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.protocol.MapRunRecord;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Map Runs in PostgreSQL. The sink feeds them: they may be some hundred milliseconds behind the
 * engine.
 */
public interface MapRuns {
  /** The Map Run; empty if the table does not know it (yet). */
  Uni<Optional<Known>> find(String mapRunArn);

  /**
   * One page of the Map Runs of an execution, newest first.
   *
   * @param after where the page before ended, with the ARN of its last Map Run; null for the first
   */
  Uni<List<Known>> list(String executionArn, @Nullable Cursor after, int limit);

  /**
   * Map Runs of an account in a region that are open.
   *
   * @param most no more than these are counted
   * @param youngFrom those that began then or later are young, in milliseconds since the epoch
   */
  Uni<Open> open(String account, String region, long most, long youngFrom);

  /**
   * Open Map Runs.
   *
   * @param count how many there are, up to the most that are counted
   * @param lastStartDate when the last one of those began, oldest first; null if there are fewer
   * @param lastArn its ARN
   * @param young ARNs of the young ones among those that are counted
   */
  record Open(
      long count, @Nullable Long lastStartDate, @Nullable String lastArn, Set<String> young) {}

  /** How many children of a Map Run ended without success and can no longer be redriven. */
  Uni<Lost> lost(String mapRunArn, RedriveBounds bounds);

  /**
   * What an unsuccessful execution must keep to be redriven. Times are milliseconds since the
   * epoch.
   *
   * @param stoppedFrom stopped then or later
   * @param startedFrom started then or later
   * @param mostEvents fewer events than these
   */
  record RedriveBounds(long stoppedFrom, long startedFrom, long mostEvents) {}

  /** Children, and the items that they were given. */
  record Lost(long children, long items) {}

  /** A Map Run and the execution that started it. */
  record Known(String executionArn, MapRunRecord mapRun) {}
}
