package io.passo.coordinator.api.maprun;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.coordinator.history.MapRuns;
import io.passo.protocol.MapRunRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Children of a redriven Map Run that had ended without success and have not been redriven yet:
 * their status is {@code PENDING_REDRIVE} until they run again or the Map Run ends.
 */
@Singleton
public final class PendingRedrives {
  /** The status, as the API names it. */
  public static final String STATUS = "PENDING_REDRIVE";

  private final MapRuns mapRuns;

  public PendingRedrives(MapRuns mapRuns) {
    this.mapRuns = mapRuns;
  }

  /** When the Map Run was redriven last, if it runs since then. */
  public static @Nullable Long since(MapRunRecord mapRun) {
    return mapRun.status().equals("RUNNING") ? mapRun.redriveDate() : null;
  }

  /**
   * Whether an execution waits to be redriven.
   *
   * @param since when its Map Run was redriven; null if it was not, or has ended
   */
  public static boolean isPending(ExecutionRecord execution, @Nullable Long since) {
    Long redriven = execution.redriveDate();
    return since != null
        && isUnsuccessful(execution)
        && execution.startDate() < since
        && (redriven == null || redriven < since);
  }

  /** Whether an execution waits to be redriven. */
  public Uni<Boolean> has(ExecutionRecord execution) {
    String mapRun = execution.mapRunArn();
    return mapRun == null || !isUnsuccessful(execution)
        ? Uni.createFrom().item(false)
        : CallerContext.back(mapRuns.find(mapRun)).map(found -> isPending(execution, found));
  }

  private static boolean isPending(ExecutionRecord execution, Optional<MapRuns.Known> found) {
    return isPending(execution, found.map(known -> since(known.mapRun())).orElse(null));
  }

  private static boolean isUnsuccessful(ExecutionRecord execution) {
    return execution.status() != ExecutionStatus.RUNNING
        && execution.status() != ExecutionStatus.SUCCEEDED;
  }
}
