package io.passo.coordinator.api.limits;

import io.passo.coordinator.api.limits.ThrottleConfig.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** One token bucket for each account and action, of this coordinator. */
@Singleton
public final class RateLimits {
  private final Map<String, Rate> rates;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Name, TokenBucket> buckets = new ConcurrentHashMap<>();

  private record Name(String account, String action) {}

  @Inject
  public RateLimits(ThrottleConfig config) {
    this(config, System::nanoTime);
  }

  /**
   * @param nanoTime clock of the buckets
   */
  public RateLimits(ThrottleConfig config, LongSupplier nanoTime) {
    Map<String, Rate> all = new HashMap<>();
    if (config.profile() == Profile.AWS) {
      all.putAll(AwsRates.BY_ACTION);
    }
    config.rates().ifPresent(text -> all.putAll(Rate.parseAll(text)));
    this.rates = Map.copyOf(all);
    this.nanoTime = nanoTime;
  }

  /** Takes a token; false if there is none, and then nothing is taken. */
  public boolean admits(String account, String action) {
    Rate rate = rates.isEmpty() ? null : rates.get(action);
    return rate == null
        || buckets
            .computeIfAbsent(new Name(account, action), name -> new TokenBucket(rate, nanoTime))
            .take();
  }
}
