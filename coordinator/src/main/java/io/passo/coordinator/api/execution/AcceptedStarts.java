package io.passo.coordinator.api.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.coordinator.api.JsonText;
import io.passo.coordinator.history.ExecutionRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts that were answered before their commit, so that their callers find them here until the
 * engine has caught up.
 */
@Singleton
public final class AcceptedStarts {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final long MOST_BYTES = Math.max(16L << 20, 3L * JsonText.LARGEST);

  private final Cache<String, ExecutionRecord> starts =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST_BYTES)
          .weigher((String arn, ExecutionRecord start) -> weight(start))
          .build();

  void add(ExecutionRecord start) {
    starts.put(start.executionArn(), start);
  }

  Optional<ExecutionRecord> find(String executionArn) {
    return Optional.ofNullable(starts.getIfPresent(executionArn));
  }

  private static int weight(ExecutionRecord start) {
    return 1000 + (start.input() == null ? 0 : start.input().utf8().length);
  }
}
