package io.passo.coordinator.api.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.arn.Scope;
import io.passo.coordinator.history.ExecutionIndex;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * How many executions an account has open, against its quota (docs/adr/0024). A start looks at a
 * number in memory, and asks for a newer one, without waiting for it, if that is older than a
 * second; so an account may get past its quota by what it starts within about a second.
 */
@Singleton
public final class OpenExecutions {
  private static final Logger LOG = Logger.getLogger(OpenExecutions.class);
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST_ACCOUNTS = 10_000;

  private final ExecutionIndex index;
  private final Quotas quotas;
  private final InstantSource clock;
  private final Cache<Scope, Count> counts =
      Caffeine.newBuilder().maximumSize(MOST_ACCOUNTS).build();

  public OpenExecutions(ExecutionIndex index, Quotas quotas, InstantSource clock) {
    this.index = index;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** Fails with {@code ExecutionLimitExceeded} if there is no room for one more. */
  void requireRoom(Scope scope) {
    Count count = counts.get(scope, any -> new Count());
    if (count.at + FRESH.toMillis() <= clock.millis() && count.isAsked.compareAndSet(false, true)) {
      index
          .countOpen(scope.account(), scope.region())
          .subscribe()
          .with(count::is, count::isUnknown);
    }
    if (count.open >= quotas.openExecutions()) {
      throw ApiErrors.executionLimitExceeded();
    }
  }

  private final class Count {
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile long at = Long.MIN_VALUE / 2;
    private volatile long open;

    void is(long newest) {
      open = newest;
      at = clock.millis();
      isAsked.set(false);
    }

    // What was known last holds until PostgreSQL answers again.
    void isUnknown(Throwable failure) {
      LOG.debugf(failure, "Open executions are not counted at the moment");
      at = clock.millis();
      isAsked.set(false);
    }
  }
}
