package io.passo.standalone.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run.
 *
 * @param endpoints of the coordinators; starts go to them in turn
 * @param concurrency executions in flight, in the closed loop
 * @param rate starts per second in the open loop; 0 for the closed loop
 * @param warmUp load before the measurement
 * @param measured how long it is measured
 * @param killEvery a coordinator is killed each time so much has passed; null for never
 */
public record BenchOptions(
    Workload workload,
    List<URI> endpoints,
    int concurrency,
    double rate,
    WarmUp warmUp,
    Duration measured,
    @Nullable Duration killEvery) {

  /** Nobody is killed. */
  public BenchOptions(
      Workload workload,
      List<URI> endpoints,
      int concurrency,
      double rate,
      WarmUp warmUp,
      Duration measured) {
    this(workload, endpoints, concurrency, rate, warmUp, measured, null);
  }

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
    if (killEvery != null && (killEvery.isNegative() || killEvery.isZero())) {
      throw new IllegalArgumentException(
          "Expected --every of at least 1 but was " + killEvery.toSeconds());
    }
    if (killEvery != null && workload.isSynchronous()) {
      throw new IllegalArgumentException(
          "Expected a workload whose executions outlive a coordinator, with --kill, but was "
              + workload);
    }
  }

  /**
   * Load before a measurement, for the compilers of the JVMs: with several of them on two cores
   * they take minutes, and a system that has run for a day is what is to be measured.
   *
   * @param least how long at least; zero for none
   * @param most how long at most; between the two it ends when the compilers have calmed down
   * @param concurrency executions in flight
   */
  public record WarmUp(Duration least, Duration most, int concurrency) {
    /** None at all. */
    public static final WarmUp NONE = new WarmUp(Duration.ZERO, Duration.ZERO, 1);

    public WarmUp {
      if (least.isNegative() || most.compareTo(least) < 0) {
        throw new IllegalArgumentException(
            "Expected a --warm-up of 0 seconds or more but was " + least.toSeconds());
      }
    }

    /** As long as the compilers need, from half a minute to four minutes. */
    public static WarmUp untilCompiled(int concurrency) {
      return new WarmUp(Duration.ofSeconds(30), Duration.ofMinutes(4), concurrency);
    }

    /** Exactly so long. */
    public static WarmUp of(Duration duration, int concurrency) {
      return new WarmUp(duration, duration, concurrency);
    }
  }

  /** The same, with kills. */
  public BenchOptions withKillEvery(Duration every) {
    return new BenchOptions(workload, endpoints, concurrency, rate, warmUp, measured, every);
  }

  boolean isOpenLoop() {
    return rate > 0;
  }
}
