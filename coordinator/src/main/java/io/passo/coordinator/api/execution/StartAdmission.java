package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.ApiErrors;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Whether this coordinator takes on new executions (correctness.md §13): each account has a bucket
 * of tokens that fills at a steady rate, and nobody starts anything while the stores are about to
 * be full. What ends or helps an execution that runs is never refused. Safe for concurrent use.
 */
public final class StartAdmission {
  private static final int MOST_BUCKETS = 10_000;

  private final long perSecond;
  private final long burst;
  private final LongSupplier nanoTime;
  private final Runnable onThrottled;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();
  private volatile Optional<String> closedBy = Optional.empty();

  /**
   * @param perSecond starts of an account per second; 0 for any number
   * @param burst starts at once, at least 1
   * @param nanoTime monotonic clock
   * @param onThrottled told of each refusal
   */
  public StartAdmission(long perSecond, long burst, LongSupplier nanoTime, Runnable onThrottled) {
    if (perSecond < 0 || burst < 1) {
      throw new IllegalArgumentException(
          "Expected a rate >= 0 and a burst >= 1 but was " + perSecond + ", " + burst);
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.onThrottled = onThrottled;
  }

  /** Lets a start in, or answers it with {@code ThrottlingException}. */
  public void require(String account) {
    if (closedBy.isPresent() || !takeToken(account)) {
      onThrottled.run();
      throw ApiErrors.throttled();
    }
  }

  /**
   * Takes nothing on from now on, or again.
   *
   * @param reason why not; empty to take on again
   * @return whether that is new
   */
  public boolean close(Optional<String> reason) {
    boolean isNew = closedBy.isPresent() != reason.isPresent();
    closedBy = reason;
    return isNew;
  }

  private boolean takeToken(String account) {
    if (perSecond == 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (buckets.size() > MOST_BUCKETS) {
      // A full one is as good as none.
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
    return buckets.computeIfAbsent(account, a -> new Bucket(now)).take(now);
  }

  /** Accounts that are counted. */
  int buckets() {
    return buckets.size();
  }

  private final class Bucket {
    private double tokens = burst;
    private long filledAt;

    Bucket(long now) {
      filledAt = now;
    }

    synchronized boolean take(long now) {
      fill(now);
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }

    synchronized boolean isFull(long now) {
      fill(now);
      return tokens >= burst;
    }

    private void fill(long now) {
      tokens = Math.min((double) burst, tokens + (now - filledAt) * (double) perSecond / 1e9);
      filledAt = now;
    }
  }
}
