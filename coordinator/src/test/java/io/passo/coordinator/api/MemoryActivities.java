package io.passo.coordinator.api;

import io.passo.coordinator.definition.Activities;
import io.passo.coordinator.definition.PageQuery;
import io.passo.coordinator.definition.PageQuery.Cursor;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In-memory twin of the store of activities. */
final class MemoryActivities implements Activities {
  private final Map<String, RegisteredActivity> activities = new HashMap<>();
  private final MemoryTags resources;

  MemoryActivities(MemoryTags resources) {
    this.resources = resources;
  }

  @Override
  public Uni<RegisteredActivity> create(RegisteredActivity activity, Map<String, String> tags) {
    return Uni.createFrom()
        .item(
            () -> {
              if (activities.putIfAbsent(activity.arn(), activity) == null) {
                resources.put(activity.arn(), tags);
              }
              return activities.get(activity.arn());
            });
  }

  @Override
  public Uni<Optional<RegisteredActivity>> find(String arn) {
    return Uni.createFrom().item(() -> Optional.ofNullable(activities.get(arn)));
  }

  @Override
  public Uni<List<RegisteredActivity>> list(PageQuery query) {
    return Uni.createFrom()
        .item(
            () ->
                activities.values().stream()
                    .filter(each -> each.account().equals(query.account()))
                    .filter(each -> each.region().equals(query.region()))
                    .filter(each -> isAfter(each, query.after()))
                    .sorted(
                        Comparator.comparing(RegisteredActivity::creationDate)
                            .thenComparing(RegisteredActivity::arn))
                    .limit(query.limit())
                    .toList());
  }

  @Override
  public Uni<Long> count(String account, String region) {
    return list(new PageQuery(account, region, null, Integer.MAX_VALUE))
        .map(found -> (long) found.size());
  }

  @Override
  public Uni<Void> delete(String arn) {
    return Uni.createFrom()
        .item(() -> activities.remove(arn))
        .invoke(() -> resources.remove(arn))
        .replaceWithVoid();
  }

  private static boolean isAfter(RegisteredActivity activity, @Nullable Cursor cursor) {
    return cursor == null
        || activity.creationDate().isAfter(cursor.creationDate())
        || (activity.creationDate().equals(cursor.creationDate())
            && activity.arn().compareTo(cursor.arn()) > 0);
  }
}
