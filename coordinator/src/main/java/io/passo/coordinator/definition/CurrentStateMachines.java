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
 * State machines, versions and aliases as starts see them: at most a second old, so that a start
 * does not cost a query.
 *
 * <p>A change made through this instance is seen at once, one made through another within a second.
 * What is not known is looked up each time, so something new can be started at once everywhere.
 */
@Singleton
public final class CurrentStateMachines {
  private static final Duration OLDEST = Duration.ofSeconds(1);
  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final int MOST = 10_000;

  private final AsyncLoadingCache<Key, Reference> references;

  public CurrentStateMachines(References stored) {
    this.references =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(OLDEST)
            // In the background, so that a busy state machine never waits for PostgreSQL.
            .refreshAfterWrite(REFRESH)
            .buildAsync((key, executor) -> load(stored, key));
  }

  /**
   * What an ARN names; fails if it is not cached and cannot be loaded.
   *
   * @param stateMachineArn unqualified
   * @param qualifier version number or name of an alias, null for the state machine itself
   */
  public Uni<Optional<Reference>> find(String stateMachineArn, @Nullable String qualifier) {
    return Uni.createFrom()
        .completionStage(() -> references.get(new Key(stateMachineArn, qualifier)))
        .map(found -> Optional.<Reference>ofNullable(found));
  }

  /** Forgets a state machine that was changed, with its versions and aliases. */
  public void changed(String stateMachineArn) {
    references
        .synchronous()
        .asMap()
        .keySet()
        .removeIf(key -> key.stateMachineArn().equals(stateMachineArn));
  }

  @SuppressWarnings("NullAway") // Caffeine takes a future of null as "there is none"
  private static CompletableFuture<@Nullable Reference> load(References stored, Key key) {
    return stored
        .find(key.stateMachineArn(), key.qualifier())
        .map(found -> found.orElse(null))
        .subscribeAsCompletionStage();
  }

  private record Key(String stateMachineArn, @Nullable String qualifier) {}
}
