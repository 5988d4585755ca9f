package io.passo.servers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to start the servers.
 *
 * @param directory where data and logs are kept; null for a temporary folder that is removed at the
 *     end
 * @param durability see {@link Durability}
 * @param broker how the broker's JVM is run
 * @param password of the database user {@code passo}
 * @param kafkaProxy a further listener of Kafka, for clients behind a proxy; null for none
 */
public record ServersConfig(
    @Nullable Path directory,
    Durability durability,
    BrokerJvm broker,
    String password,
    @Nullable KafkaProxy kafkaProxy) {

  public ServersConfig {
    if (password.isBlank()) {
      throw new IllegalArgumentException("Expected a password for the database but it was blank");
    }
  }

  /** Without a proxy. */
  public ServersConfig(
      @Nullable Path directory, Durability durability, BrokerJvm broker, String password) {
    this(directory, durability, broker, password, null);
  }

  /** For tests: temporary folders, nothing synced to disk. */
  public static ServersConfig forTests() {
    return new ServersConfig(null, Durability.FAST, BrokerJvm.ofHeap(256), "passo");
  }

  public ServersConfig withDirectory(Path newDirectory) {
    return new ServersConfig(newDirectory, durability, broker, password, kafkaProxy);
  }

  /** The broker's JVM is run like this. */
  public ServersConfig withBroker(BrokerJvm jvm) {
    return new ServersConfig(directory, durability, jvm, password, kafkaProxy);
  }

  /** Kafka has a further listener, whose clients are sent to a proxy. */
  public ServersConfig withKafkaProxy(KafkaProxy proxy) {
    return new ServersConfig(directory, durability, broker, password, proxy);
  }

  /**
   * A listener for clients behind a proxy.
   *
   * @param listenerPort where the broker listens for what the proxy forwards
   * @param proxyPort where clients are told to go
   */
  public record KafkaProxy(int listenerPort, int proxyPort) {}
}
