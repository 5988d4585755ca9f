package io.passo.coordinator.api;

import io.passo.coordinator.state.TokenDebts;
import io.passo.coordinator.state.TokenLeases;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Token buckets in memory; can be out of reach. */
public final class MemoryTokenLeases implements TokenLeases, TokenDebts {
  private final InstantSource clock;
  private final Map<String, Double> fullAt = new HashMap<>();
  private boolean away;
  private int asked;

  public MemoryTokenLeases(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on it does not answer, or answers again. */
  public synchronized void isAway(boolean now) {
    away = now;
  }

  /** How often it was asked. */
  public synchronized int asked() {
    return asked;
  }

  @Override
  public synchronized Uni<Long> charge(String bucket, int perSecond, int used) {
    asked++;
    if (away) {
      return Uni.createFrom().failure(new IllegalStateException("away"));
    }
    double now = clock.millis() * 1e3;
    double behind = Math.max(0, fullAt.getOrDefault(bucket, now) - now) + used * 1e6 / perSecond;
    fullAt.put(bucket, now + Math.max(0, behind));
    return Uni.createFrom().item((long) Math.ceil(Math.max(0, behind)));
  }

  @Override
  public synchronized Uni<Lease> take(String bucket, int size, int perSecond, int wanted) {
    asked++;
    if (away) {
      return Uni.createFrom().failure(new IllegalStateException("away"));
    }
    double perToken = 1e6 / perSecond;
    double now = clock.millis() * 1e3;
    double full = Math.max(now, fullAt.getOrDefault(bucket, now));
    int granted =
        (int) Math.clamp((long) Math.floor(size - (full - now) / perToken + 1e-6), 0L, wanted);
    full += granted * perToken;
    fullAt.put(bucket, full);
    long next = (long) Math.ceil(full - now - (size - 1) * perToken);
    return Uni.createFrom().item(new Lease(granted, Math.max(0, next)));
  }
}
