package io.passo.servers.container;

import io.passo.servers.RedisServer;
import org.testcontainers.containers.GenericContainer;

/** Redis of the official image. */
final class RedisInContainer extends ContainerServer implements RedisServer {
  private static final int PORT = 6379;

  private RedisInContainer(GenericContainer<?> container, int port) {
    super("redis", container, port);
  }

  static RedisServer start() {
    GenericContainer<?> container = new GenericContainer<>(Images.redis());
    container.withExposedPorts(PORT);
    container.withCommand(
        "redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction");
    int port = fixPort(container, PORT);
    container.start();
    return new RedisInContainer(container, port);
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + port();
  }
}
