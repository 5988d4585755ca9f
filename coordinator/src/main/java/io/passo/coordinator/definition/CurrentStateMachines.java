package io.passo.coordinator.definition;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * State machines as {@code StartExecution} sees them: at most a second old, so that a start does
 * not cost a query.
 *
 * <p>A change made through this instance is seen at once, one made through another within a second.
 * A state machine that is not known is looked up each time, so a new one can be started at once
 * everywhere.
 */
@Singleton
public final class CurrentStateMachines {
  private static final Duration OLDEST = Duration.ofSeconds(1);
  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final int MOST = 10_000;

  private final AsyncLoadingCache<String, RegisteredStateMachine> machines;

  public CurrentStateMachines(StateMachines stored) {
    this.machines =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(OLDEST)
            // In the background, so that a busy state machine never waits for PostgreSQL.
            .refreshAfterWrite(REFRESH)
            .buildAsync((arn, executor) -> load(stored, arn));
  }

  /** The state machine of that unqualified ARN; fails if it is not cached and cannot be loaded. */
  public Uni<Optional<RegisteredStateMachine>> find(String arn) {
    return Uni.createFrom()
        .completionStage(() -> machines.get(arn))
        .map(found -> Optional.<RegisteredStateMachine>ofNullable(found));
  }

  /** Forgets what was changed. */
  public void changed(String arn) {
    machines.synchronous().invalidate(arn);
  }

  @SuppressWarnings("NullAway") // Caffeine takes a future of null as "there is none"
  private static CompletableFuture<@Nullable RegisteredStateMachine> load(
      StateMachines stored, String arn) {
    return stored.find(arn).map(found -> found.orElse(null)).subscribeAsCompletionStage();
  }
}
