package io.passo.coordinator.api;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionQuery;
import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.coordinator.history.MapRuns;
import io.passo.protocol.MapRunRecord;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Map Runs in memory, as the sink would have written them. */
final class MemoryMapRuns implements MapRuns {
  private static final Comparator<Known> NEWEST_FIRST =
      Comparator.<Known>comparingLong(known -> known.mapRun().startDate())
          .thenComparing(known -> known.mapRun().arn())
          .reversed();

  private final List<Known> all = new ArrayList<>();
  private final ExecutionIndex executions;

  MemoryMapRuns(ExecutionIndex executions) {
    this.executions = executions;
  }

  void add(Known known) {
    all.add(known);
  }

  @Override
  public Uni<Optional<Known>> find(String mapRunArn) {
    return Uni.createFrom()
        .item(all.stream().filter(known -> known.mapRun().arn().equals(mapRunArn)).findFirst());
  }

  @Override
  public Uni<Open> open(String account, String region, long most, long youngFrom) {
    List<MapRunRecord> oldest =
        all.stream()
            .map(Known::mapRun)
            .filter(run -> run.status().equals("RUNNING"))
            .filter(run -> run.arn().startsWith("arn:aws:states:" + region + ":" + account + ":"))
            .sorted(
                Comparator.comparingLong(MapRunRecord::startDate).thenComparing(MapRunRecord::arn))
            .limit(most)
            .toList();
    MapRunRecord last = oldest.size() < most ? null : oldest.getLast();
    Set<String> young =
        oldest.stream()
            .filter(run -> run.startDate() >= youngFrom)
            .map(MapRunRecord::arn)
            .collect(Collectors.toSet());
    return Uni.createFrom()
        .item(
            last == null
                ? new Open(oldest.size(), null, null, young)
                : new Open(oldest.size(), last.startDate(), last.arn(), young));
  }

  @Override
  public Uni<Lost> lost(String mapRunArn, RedriveBounds bounds) {
    List<ExecutionRecord> children =
        now(
                executions.list(
                    new ExecutionQuery(
                        new ExecutionQuery.MapRun(mapRunArn), null, null, null, Integer.MAX_VALUE)))
            .stream()
            .filter(child -> child.stopDate() != null)
            .filter(child -> child.status() != ExecutionStatus.SUCCEEDED)
            .filter(child -> isLost(child, bounds))
            .toList();
    long items =
        children.stream().mapToLong(c -> Objects.requireNonNullElse(c.itemCount(), 0)).sum();
    return Uni.createFrom().item(new Lost(children.size(), items));
  }

  private boolean isLost(ExecutionRecord child, RedriveBounds bounds) {
    Long stopDate = child.stopDate();
    return (stopDate != null && stopDate < bounds.stoppedFrom())
        || child.startDate() < bounds.startedFrom()
        || now(executions.lastEvent(child.executionArn())) >= bounds.mostEvents();
  }

  private static <T> T now(Uni<T> answer) {
    return answer.await().indefinitely();
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
