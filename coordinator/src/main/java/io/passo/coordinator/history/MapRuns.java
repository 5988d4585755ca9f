package io.passo.coordinator.history;

import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.protocol.MapRunRecord;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
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

  /** A Map Run and the execution that started it. */
  record Known(String executionArn, MapRunRecord mapRun) {}
}
