package io.passo.coordinator.definition;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.coordinator.definition.Activities.RegisteredActivity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which activities exist, at most a second old, so that a poll does not cost a query. */
@Singleton
public final class CurrentActivities {
  private static final Duration OLDEST = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private final AsyncLoadingCache<String, RegisteredActivity> activities;

  public CurrentActivities(Activities stored) {
    this.activities =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(OLDEST)
            .buildAsync((arn, executor) -> load(stored, arn));
  }

  /** True if there is an activity of that ARN; fails if that cannot be looked up. */
  public Uni<Boolean> exists(String arn) {
    return Uni.createFrom().completionStage(() -> activities.get(arn)).map(found -> found != null);
  }

  /** Forgets what was changed. */
  public void changed(String arn) {
    activities.synchronous().invalidate(arn);
  }

  @SuppressWarnings("NullAway") // Caffeine takes a future of null as "there is none"
  private static CompletableFuture<@Nullable RegisteredActivity> load(
      Activities stored, String arn) {
    return stored.find(arn).map(found -> found.orElse(null)).subscribeAsCompletionStage();
  }
}
