package io.passo.coordinator.api;

import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.coordinator.history.MapRuns;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Map Runs in memory, as the sink would have written them. */
final class MemoryMapRuns implements MapRuns {
  private static final Comparator<Known> NEWEST_FIRST =
      Comparator.<Known>comparingLong(known -> known.mapRun().startDate())
          .thenComparing(known -> known.mapRun().arn())
          .reversed();

  private final List<Known> all = new ArrayList<>();

  void add(Known known) {
    all.add(known);
  }

  @Override
  public Uni<Optional<Known>> find(String mapRunArn) {
    return Uni.createFrom()
        .item(all.stream().filter(known -> known.mapRun().arn().equals(mapRunArn)).findFirst());
  }

  @Override
  public Uni<List<Known>> list(String executionArn, @Nullable Cursor after, int limit) {
    return Uni.createFrom()
        .item(
            all.stream()
                .filter(known -> known.executionArn().equals(executionArn))
                .filter(known -> after == null || isBehind(known, after))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList());
  }

  private static boolean isBehind(Known known, Cursor after) {
    long date = known.mapRun().startDate();
    return date < after.startDate()
        || (date == after.startDate() && known.mapRun().arn().compareTo(after.arn()) < 0);
  }
}
