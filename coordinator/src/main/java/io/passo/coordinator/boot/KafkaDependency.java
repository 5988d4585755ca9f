package io.passo.coordinator.boot;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.PassoConfig.Profile;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.journal.ClientSettings;
import io.passo.coordinator.journal.KafkaCheck;
import io.passo.coordinator.journal.TopicSetup;
import io.passo.protocol.TopicSpec;
import io.passo.protocol.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Kafka with the topics and share groups of this cluster. */
@Singleton
final class KafkaDependency implements Dependency {
  private static final Logger LOG = Logger.getLogger(KafkaDependency.class);

  private static final int PROBE_SECONDS = 2;
  // A half-open connection is given up then; topics are made within.
  private static final int REQUEST_MILLIS = 10_000;

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
    boolean strict = config.profile() == Profile.STRICT;
    List<TopicSpec> topics =
        new TopicSetup(admin(), config.partitions(), strict, config.payloadLimit())
            .ensure(List.of(Topics.FUNCTIONS_POOL, Topics.INTEGRATIONS_POOL));
    SettingProblems.settle(config.profile(), new KafkaCheck(admin(), strict).run(topics));
  }

  /** Makes the step topic and share group of a pool that was heard of, if they are missing. */
  void ensurePool(String pool) {
    Thread.ofPlatform()
        .name("pool-" + pool)
        .daemon()
        .start(
            () -> {
              try {
                new TopicSetup(admin(), config.partitions(), false, config.payloadLimit())
                    .ensure(List.of(pool));
              } catch (ExecutionException | TimeoutException | RuntimeException e) {
                LOG.warnf("Topic of a pool not made: pool=%s reason=%s", pool, Waiting.reason(e));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public void probe() throws Exception {
    try {
      admin().describeCluster().clusterId().get(PROBE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new UnavailableException("No answer within " + PROBE_SECONDS + " s");
    }
  }

  /**
   * Client for the rare administrative calls; made at first use because it fails without a
   * resolvable address.
   */
  synchronized Admin admin() {
    Admin existing = admin;
    if (existing == null) {
      Map<String, Object> client = settings.client("admin");
      client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
      existing = Admin.create(client);
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
