package io.passo.coordinator.api.maprun;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.MapRunArn;
import io.passo.coordinator.history.MapRuns;
import io.passo.coordinator.history.MapRuns.Known;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Map Runs of the caller. */
@Singleton
public final class OwnMapRuns {
  private final MapRuns mapRuns;

  public OwnMapRuns(MapRuns mapRuns) {
    this.mapRuns = mapRuns;
  }

  /** The Map Run; fails with {@code InvalidArn} or {@code ResourceNotFound}. */
  public Uni<Known> require(String text, Call call) {
    MapRunArn arn = Arns.mapRun(text);
    if (!arn.scope().account().equals(call.caller().account())) {
      throw ApiErrors.resourceNotFound(text);
    }
    return CallerContext.back(mapRuns.find(arn.toString()))
        .map(found -> found.orElseThrow(() -> ApiErrors.resourceNotFound(text)));
  }
}
