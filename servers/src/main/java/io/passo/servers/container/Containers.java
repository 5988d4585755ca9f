package io.passo.servers.container;

import io.passo.servers.KafkaServer;
import io.passo.servers.PostgresServer;
import io.passo.servers.RedisServer;
import io.passo.servers.ServerException;
import io.passo.servers.ServersConfig;
import org.testcontainers.DockerClientFactory;

/**
 * Starts the three servers with Testcontainers. Images are chosen by system properties, see {@link
 * Images}.
 */
public record Containers(KafkaServer kafka, PostgresServer postgres, RedisServer redis) {
  /**
   * Starts the containers; returns when all answer.
   *
   * @throws ServerException if there is no Docker engine or a container does not start
   */
  public static Containers start(ServersConfig config) {
    requireEngine();
    try {
      return new Containers(
          KafkaInContainer.start(config),
          PostgresInContainer.start(config),
          RedisInContainer.start());
    } catch (RuntimeException e) {
      throw new ServerException("Expected the containers to start but " + e.getMessage(), e);
    }
  }

  private static void requireEngine() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new ServerException(
          "Expected a Docker engine, as -Dpasso.test.containers=true asks for one, but found none:"
              + " start it, or leave the property out to use the servers that come with the build");
    }
  }
}
