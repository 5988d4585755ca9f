package io.passo.coordinator.api.limits;

import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.state.TokenLeases;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** One token bucket for each account, region and action, whichever coordinators are called. */
@Singleton
public final class RateLimits {
  /** Starts of Express executions, which have a bucket of their own. */
  public static final String START_EXPRESS = "StartExecutionExpress";

  private static final int MOST_BUCKETS = 100_000;
  private static final Uni<Boolean> YES = Uni.createFrom().item(true);

  private final Rates rates;
  private final TokenLeases leases;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<BucketName, LeasedBucket> buckets = new ConcurrentHashMap<>();

  @Inject
  public RateLimits(ThrottleConfig config, TokenLeases leases) {
    this(config, leases, System::nanoTime);
  }

  /**
   * @param nanoTime clock of this coordinator
   */
  public RateLimits(ThrottleConfig config, TokenLeases leases, LongSupplier nanoTime) {
    this.rates = new Rates(config);
    this.leases = leases;
    this.nanoTime = nanoTime;
  }

  /** Whether calls of an action are counted at all. */
  public boolean apply(String action) {
    return rates.has(action);
  }

  /**
   * Takes a token; false if there is none, and then nothing is taken. Never fails, and may answer
   * on another thread.
   */
  public Uni<Boolean> admits(CallerIdentity caller, String action) {
    return rates
        .of(action, caller.region())
        .map(rate -> bucket(new BucketName(caller.account(), caller.region(), action), rate).take())
        .orElse(YES);
  }

  private LeasedBucket bucket(BucketName name, Rate rate) {
    if (buckets.size() > MOST_BUCKETS) {
      // What counts is in Redis.
      buckets.clear();
    }
    return buckets.computeIfAbsent(name, n -> new LeasedBucket(n.text(), rate, leases, nanoTime));
  }
}
