package io.passo.coordinator.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code passo.api.requests}: how long requests took, by action and error code. */
@Singleton
public final class ApiMetrics {
  private final MeterRegistry registry;
  private final ConcurrentMap<Labels, Timer> timers = new ConcurrentHashMap<>();

  public ApiMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts an answer. */
  public void answered(String action, @Nullable String error, long nanos) {
    timers
        .computeIfAbsent(new Labels(action, error == null ? "none" : error), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Labels labels) {
    return Timer.builder("passo.api.requests")
        .description("Requests of the API")
        .tag("action", labels.action())
        .tag("error", labels.error())
        .register(registry);
  }

  private record Labels(String action, String error) {}
}
