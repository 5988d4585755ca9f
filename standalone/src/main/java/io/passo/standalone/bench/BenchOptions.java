package io.passo.standalone.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A run.
 *
 * @param endpoints of the coordinators; starts go to them in turn
 * @param concurrency executions in flight, in the closed loop
 * @param rate starts per second in the open loop; 0 for the closed loop
 * @param warmUp load before the measurement
 * @param measured how long it is measured
 */
public record BenchOptions(
    Workload workload,
    List<URI> endpoints,
    int concurrency,
    double rate,
    WarmUp warmUp,
    Duration measured) {

  public BenchOptions {
    endpoints = List.copyOf(endpoints);
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "Expected --concurrency of at least 1 but was " + concurrency);
    }
    if (rate < 0) {
      throw new IllegalArgumentException("Expected --rate of at least 0 but was " + rate);
    }
    if (measured.isNegative() || measured.isZero()) {
      throw new IllegalArgumentException(
          "Expected --seconds of at least 1 but was " + measured.toSeconds());
    }
  }

  /**
   * Load before a measurement, for the compilers of the JVMs: they take a minute of it, and a
   * system that has run for a day is what is to be measured.
   *
   * @param duration how long; zero for none
   * @param concurrency executions in flight
   */
  public record WarmUp(Duration duration, int concurrency) {
    /** None at all. */
    public static final WarmUp NONE = new WarmUp(Duration.ZERO, 1);
  }

  boolean isOpenLoop() {
    return rate > 0;
  }
}
