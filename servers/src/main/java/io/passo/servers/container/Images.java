package io.passo.servers.container;

import org.testcontainers.utility.DockerImageName;

/**
 * Which images are used: {@code -Dpasso.test.containers.kafka}, {@code .postgres} and {@code
 * .redis}.
 */
final class Images {
  private Images() {}

  static DockerImageName kafka() {
    return image("kafka", "apache/kafka:4.2.0");
  }

  static DockerImageName postgres() {
    return image("postgres", "postgres:17-alpine");
  }

  static DockerImageName redis() {
    return image("redis", "redis:7-alpine");
  }

  private static DockerImageName image(String server, String standard) {
    return DockerImageName.parse(System.getProperty("passo.test.containers." + server, standard));
  }
}
