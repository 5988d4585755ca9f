package io.passo.coordinator.api.maprun;

import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.history.MapRuns;
import io.passo.coordinator.history.MapRuns.Lost;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Unsuccessful children of Map Runs that a redrive cannot run again. */
@Singleton
public final class LostChildren {
  private static final Lost NONE = new Lost(0, 0);

  private final MapRuns mapRuns;
  private final RedriveRules rules;

  public LostChildren(MapRuns mapRuns, RedriveRules rules) {
    this.mapRuns = mapRuns;
    this.rules = rules;
  }

  /** Those of a Map Run. */
  Uni<Lost> of(MapRunRecord mapRun) {
    Lost unsuccessful = new Lost(unsuccessful(mapRun.executions()), unsuccessful(mapRun.items()));
    return unsuccessful.children() == 0
        ? Uni.createFrom().item(NONE)
        : rules
            .isDeleting(Arns.mapRun(mapRun.arn()).stateMachine().toString())
            .chain(
                deleting ->
                    deleting
                        ? Uni.createFrom().item(unsuccessful)
                        : CallerContext.back(mapRuns.lost(mapRun.arn(), rules.bounds())));
  }

  private static long unsuccessful(Progress of) {
    return (long) of.failed() + of.timedOut() + of.aborted();
  }
}
