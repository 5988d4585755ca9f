package io.passo.coordinator.api.limits;

import io.passo.coordinator.api.limits.ThrottleConfig.Profile;
import io.passo.coordinator.state.TokenLeases;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** One token bucket for each account and action, whichever coordinators are called. */
@Singleton
public final class RateLimits {
  private final Map<String, Rate> rates;
  private final TokenLeases leases;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Name, LeasedBucket> buckets = new ConcurrentHashMap<>();

  private record Name(String account, String action) {}

  @Inject
  public RateLimits(ThrottleConfig config, TokenLeases leases) {
    this(config, leases, System::nanoTime);
  }

  /**
   * @param nanoTime clock of this coordinator
   */
  public RateLimits(ThrottleConfig config, TokenLeases leases, LongSupplier nanoTime) {
    Map<String, Rate> all = new HashMap<>();
    if (config.profile() == Profile.AWS) {
      all.putAll(AwsRates.BY_ACTION);
    }
    config.rates().ifPresent(text -> all.putAll(Rate.parseAll(text)));
    this.rates = Map.copyOf(all);
    this.leases = leases;
    this.nanoTime = nanoTime;
  }

  /** Whether calls of an action are counted at all. */
  public boolean apply(String action) {
    return rates.containsKey(action);
  }

  /**
   * Takes a token; false if there is none, and then nothing is taken. Never fails, and may answer
   * on another thread.
   */
  public Uni<Boolean> admits(String account, String action) {
    Rate rate = rates.get(action);
    if (rate == null) {
      return Uni.createFrom().item(true);
    }
    return buckets
        .computeIfAbsent(
            new Name(account, action),
            name -> new LeasedBucket(name.account() + ":" + name.action(), rate, leases, nanoTime))
        .take();
  }
}
