package io.passo.worker;

import io.passo.protocol.mac.MacKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a worker works.
 *
 * @param bootstrapServers Kafka brokers
 * @param pool pool whose commands it takes
 * @param name name of this worker, for people; unique among the workers of the pool
 * @param poolKey key that commands are signed with ({@code PASSO_WORKER_SECRET})
 * @param concurrency steps that may run at once
 * @param acknowledgeEvery longest time a finished step waits to be acknowledged; acknowledging many
 *     at once is what makes a share group cheap
 * @param functions names of the functions that it runs: Tasks that call one of them, by ARN or
 *     {@code lambda:invoke}, go to its pool
 * @param kafka further Kafka client configuration (TLS, SASL …)
 */
public record WorkerConfig(
    String bootstrapServers,
    String pool,
    String name,
    MacKey poolKey,
    int concurrency,
    Duration acknowledgeEvery,
    Set<String> functions,
    Map<String, String> kafka) {
  /** Most steps that a worker holds beyond its concurrency because they only wait. */
  public static final int PARKED = 2_048;

  private static final int DEFAULT_CONCURRENCY = 512;
  private static final Duration DEFAULT_ACKNOWLEDGE_EVERY = Duration.ofMillis(50);

  public WorkerConfig {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "Expected a concurrency of at least 1 but found " + concurrency);
    }
    functions = Set.copyOf(functions);
    kafka = Map.copyOf(kafka);
  }

  /** A configuration with the usual limits. */
  public static WorkerConfig of(String bootstrapServers, String pool, String name, MacKey poolKey) {
    return new WorkerConfig(
        bootstrapServers,
        pool,
        name,
        poolKey,
        DEFAULT_CONCURRENCY,
        DEFAULT_ACKNOWLEDGE_EVERY,
        Set.of(),
        Map.of());
  }

  /** The same with another number of steps at once. */
  public WorkerConfig withConcurrency(int steps) {
    return new WorkerConfig(
        bootstrapServers, pool, name, poolKey, steps, acknowledgeEvery, functions, kafka);
  }

  /** The same for a worker that runs these functions. */
  public WorkerConfig withFunctions(Set<String> names) {
    return new WorkerConfig(
        bootstrapServers, pool, name, poolKey, concurrency, acknowledgeEvery, names, kafka);
  }
}
