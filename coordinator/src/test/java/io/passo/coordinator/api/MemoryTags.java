package io.passo.coordinator.api;

import io.passo.coordinator.definition.ResourceTags;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** In-memory twin of the store of tags. */
final class MemoryTags implements ResourceTags {
  private final Map<String, Map<String, String>> byArn = new HashMap<>();

  void put(String arn, Map<String, String> tags) {
    byArn.put(arn, new TreeMap<>(tags));
  }

  void remove(String arn) {
    byArn.remove(arn);
  }

  @Override
  public Uni<Optional<Map<String, String>>> find(Kind kind, String arn) {
    return Uni.createFrom().item(() -> Optional.ofNullable(byArn.get(arn)));
  }

  @Override
  public Uni<Change> change(
      Kind kind, String arn, UnaryOperator<Map<String, String>> change, int limit) {
    return Uni.createFrom()
        .item(
            () -> {
              Map<String, String> found = byArn.get(arn);
              if (found == null) {
                return Change.ABSENT;
              }
              Map<String, String> changed = change.apply(found);
              if (changed.size() > limit) {
                return Change.TOO_MANY;
              }
              put(arn, changed);
              return Change.DONE;
            });
  }
}
