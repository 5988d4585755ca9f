package io.passo.worker;

import io.passo.protocol.Topics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Waits until Kafka is there and a coordinator has made the pool: its topics, and a share group
 * that begins at the earliest record. Says every 10 s what it waits for.
 */
final class PoolSetup {
  private static final System.Logger LOG = System.getLogger(PoolSetup.class.getName());
  private static final long LOG_EVERY = Duration.ofSeconds(10).toNanos();
  private static final long RETRY_MILLIS = 500;
  private static final int DEFAULT_DELIVERY_LIMIT = 5;

  private final WorkerConfig config;

  PoolSetup(WorkerConfig config) {
    this.config = config;
  }

  /**
   * Waits for the pool.
   *
   * @throws InterruptedException if the worker stops before
   */
  PoolLimits await() throws InterruptedException {
    long nextLog = System.nanoTime();
    while (true) {
      String missing;
      try {
        Admin admin = Admin.create(new KafkaConfig(config).admin());
        try {
          missing = missing(admin);
          if (missing.isEmpty()) {
            return limits(admin);
          }
        } finally {
          // Nothing is worth waiting for when a call has failed or the worker stops.
          admin.close(Duration.ZERO);
        }
      } catch (ExecutionException e) {
        missing = kafka(String.valueOf(e.getCause()));
      } catch (KafkaException e) {
        missing = kafka(String.valueOf(e.getMessage()));
      }
      nextLog = log(missing, nextLog);
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private String kafka(String reason) {
    return "Kafka at " + config.bootstrapServers() + " (" + reason + ")";
  }

  private long log(String missing, long nextLog) {
    long now = System.nanoTime();
    if (now - nextLog < 0) {
      return nextLog;
    }
    LOG.log(Level.WARNING, "Worker of pool {0} waits for {1}", config.pool(), missing);
    return now + LOG_EVERY;
  }

  private String missing(Admin admin) throws ExecutionException, InterruptedException {
    List<String> wanted =
        List.of(
            Topics.steps(config.pool()),
            Topics.RESULTS,
            Topics.CONTROL,
            Topics.JOBS,
            Topics.DEAD_LETTERS);
    var topics = admin.listTopics().names().get();
    for (String topic : wanted) {
      if (!topics.contains(topic)) {
        return "topic " + topic;
      }
    }
    // A group that began at the end would never see the commands that lie there already.
    String reset = value(admin, "share.auto.offset.reset").orElse("latest");
    return reset.equals("earliest")
        ? ""
        : "share.auto.offset.reset=earliest of group "
            + Topics.workers(config.pool())
            + ", found "
            + reset;
  }

  private PoolLimits limits(Admin admin) throws ExecutionException, InterruptedException {
    return new PoolLimits(
        value(admin, "share.record.lock.duration.ms").map(Long::parseLong).map(Duration::ofMillis),
        value(admin, "share.delivery.count.limit")
            .map(Integer::parseInt)
            .orElse(DEFAULT_DELIVERY_LIMIT));
  }

  private Optional<String> value(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    ConfigResource group =
        new ConfigResource(ConfigResource.Type.GROUP, Topics.workers(config.pool()));
    Config found = admin.describeConfigs(List.of(group)).all().get().get(group);
    return Optional.ofNullable(found).map(all -> all.get(name)).map(ConfigEntry::value);
  }
}
