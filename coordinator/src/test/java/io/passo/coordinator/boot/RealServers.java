package io.passo.coordinator.boot;

import io.passo.servers.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the application under test the servers that all tests of this JVM share. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    Servers servers = Servers.shared();
    return Map.of(
        "kafka.bootstrap.servers", servers.kafka().bootstrapServers(),
        "quarkus.redis.hosts", servers.redis().url(),
        "quarkus.datasource.jdbc.url", servers.postgres().jdbcUrl(),
        "quarkus.datasource.reactive.url", servers.postgres().url(),
        "quarkus.datasource.username", servers.postgres().username(),
        "quarkus.datasource.password", servers.postgres().password(),
        "passo.profile", "dev",
        "passo.partitions", "4");
  }

  /** Others may need the servers still; they end with this JVM. */
  @Override
  public void stop() {}
}
