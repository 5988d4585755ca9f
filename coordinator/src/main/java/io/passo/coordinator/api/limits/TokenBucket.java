package io.passo.coordinator.api.limits;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tokens that are taken and added again at a fixed rate. Keeps one number: the moment at which the
 * bucket is full again; each token moves it on.
 */
final class TokenBucket {
  private final long nanosPerToken;
  private final long nanosPerBucket;
  private final LongSupplier nanoTime;
  private final AtomicLong fullAt;

  TokenBucket(Rate rate, LongSupplier nanoTime) {
    this.nanosPerToken = 1_000_000_000L / rate.perSecond();
    this.nanosPerBucket = nanosPerToken * rate.size();
    this.nanoTime = nanoTime;
    this.fullAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Takes a token if there is one. */
  boolean take() {
    while (true) {
      long now = nanoTime.getAsLong();
      long before = fullAt.get();
      long after = (before - now > 0 ? before : now) + nanosPerToken;
      if (after - now > nanosPerBucket) {
        return false;
      }
      if (fullAt.compareAndSet(before, after)) {
        return true;
      }
    }
  }
}
