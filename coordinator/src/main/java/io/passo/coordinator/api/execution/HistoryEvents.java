package io.passo.coordinator.api.execution;

import io.passo.asl.history.HistoryEvent;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Histories as the API reads them; implemented over {@code history}. */
@FunctionalInterface
public interface HistoryEvents {
  /**
   * Events of an execution, up to its last commit.
   *
   * @param fromId first id wanted; in reverse order the greatest, {@link Long#MAX_VALUE} for the
   *     newest
   * @param limit at most this many
   * @param reverse true for descending ids
   * @param payloads whether payloads are looked at: those kept elsewhere may stay away otherwise
   */
  Uni<List<HistoryEvent>> read(
      String executionArn, long fromId, int limit, boolean reverse, boolean payloads);
}
