package io.passo.servers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to start the servers.
 *
 * @param directory where data and logs are kept; null for a temporary folder that is removed at the
 *     end
 * @param durability see {@link Durability}
 * @param kafkaHeapMegabytes heap of the broker's JVM
 * @param password of the database user {@code passo}
 * @param kafkaProxy a further listener of Kafka, for clients behind a proxy; null for none
 */
public record ServersConfig(
    @Nullable Path directory,
    Durability durability,
    int kafkaHeapMegabytes,
    String password,
    @Nullable KafkaProxy kafkaProxy) {

  public ServersConfig {
    if (kafkaHeapMegabytes < 64) {
      throw new IllegalArgumentException(
          "Expected kafkaHeapMegabytes >= 64 but was " + kafkaHeapMegabytes);
    }
    if (password.isBlank()) {
      throw new IllegalArgumentException("Expected a password for the database but it was blank");
    }
  }

  /** Without a proxy. */
  public ServersConfig(
      @Nullable Path directory, Durability durability, int kafkaHeapMegabytes, String password) {
    this(directory, durability, kafkaHeapMegabytes, password, null);
  }

  /** For tests: temporary folders, nothing synced to disk. */
  public static ServersConfig forTests() {
    return new ServersConfig(null, Durability.FAST, 256, "passo");
  }

  /** For an installation whose state is kept in {@code directory}. */
  public static ServersConfig durable(Path directory, String password) {
    return new ServersConfig(directory, Durability.DURABLE, 512, password);
  }

  public ServersConfig withDirectory(Path newDirectory) {
    return new ServersConfig(newDirectory, durability, kafkaHeapMegabytes, password, kafkaProxy);
  }

  /** Kafka has a further listener, whose clients are sent to a proxy. */
  public ServersConfig withKafkaProxy(KafkaProxy proxy) {
    return new ServersConfig(directory, durability, kafkaHeapMegabytes, password, proxy);
  }

  /**
   * A listener for clients behind a proxy.
   *
   * @param listenerPort where the broker listens for what the proxy forwards
   * @param proxyPort where clients are told to go
   */
  public record KafkaProxy(int listenerPort, int proxyPort) {}
}
