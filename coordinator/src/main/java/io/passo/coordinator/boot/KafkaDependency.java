package io.passo.coordinator.boot;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.PassoConfig.Profile;
import io.passo.coordinator.journal.ClientSettings;
import io.passo.coordinator.journal.TopicSetup;
import io.passo.protocol.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Kafka with the topics and share groups of this cluster. */
@Singleton
final class KafkaDependency implements Dependency {
  private final PassoConfig config;
  private final ClientSettings settings;
  private @Nullable Admin admin;

  KafkaDependency(PassoConfig config, ClientSettings settings) {
    this.config = config;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public void prepare() throws Exception {
    probe();
    new TopicSetup(admin(), config.partitions(), config.profile() == Profile.STRICT)
        .ensure(List.of(Topics.FUNCTIONS_POOL, Topics.INTEGRATIONS_POOL));
  }

  @Override
  public void probe() throws Exception {
    admin().describeCluster().clusterId().get(2, TimeUnit.SECONDS);
  }

  /**
   * Client for the rare administrative calls; made at first use because it fails without a
   * resolvable address.
   */
  synchronized Admin admin() {
    Admin existing = admin;
    if (existing == null) {
      existing = Admin.create(settings.client("admin"));
      admin = existing;
    }
    return existing;
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
