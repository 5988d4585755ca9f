package io.passo.coordinator.api.limits;

import io.passo.coordinator.api.limits.ThrottleConfig.Profile;
import java.util.Map;
import java.util.Optional;

/** Rates as they are set: single ones, else those of a profile. */
final class Rates {
  private final boolean areAws;
  private final Map<String, Rate> single;

  Rates(ThrottleConfig config) {
    this.areAws = config.profile() == Profile.AWS;
    this.single = config.rates().map(Rate::parseAll).orElse(Map.of());
  }

  /** Whether there is a rate of that name, in any region. */
  boolean has(String name) {
    return single.containsKey(name) || (areAws && AwsRates.of("us-east-1").containsKey(name));
  }

  /** The rate of that name in a region; empty without a limit. */
  Optional<Rate> of(String name, String region) {
    Rate rate = single.get(name);
    return rate == null && areAws
        ? Optional.ofNullable(AwsRates.of(region).get(name))
        : Optional.ofNullable(rate);
  }
}
