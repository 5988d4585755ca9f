package io.passo.coordinator.journal;

import io.passo.coordinator.config.SettingProblem;
import io.passo.coordinator.config.SettingProblem.Weight;
import io.passo.protocol.TopicSpec;
import io.passo.protocol.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares Kafka and its topics with what the engine needs (correctness.md §4, §15). Topics that
 * somebody else made or changed are found here; {@link TopicSetup} makes them right.
 */
public final class KafkaCheck {
  private static final long LIMIT_SECONDS = 20;
  private static final String KAFKA = "Kafka";
  // metadata.version 4.2-IV0: the first that can have share.version 1.
  private static final int KAFKA_4_2 = 28;
  private static final int COPIES = 3;
  private static final int IN_SYNC = 2;
  private static final String FOR_EVER = "-1";
  private static final Set<String> FLUSHED = Set.of(Topics.JOURNAL, Topics.REQUESTS);

  private final Admin admin;
  private final boolean strict;
  private final List<SettingProblem> problems = new ArrayList<>();

  /**
   * @param strict whether acknowledged records must survive the loss of a broker, or of its power
   *     if there is one only
   */
  public KafkaCheck(Admin admin, boolean strict) {
    this.admin = admin;
    this.strict = strict;
  }

  /**
   * Compares; the topics exist.
   *
   * @throws ExecutionException if Kafka refuses to tell
   * @throws TimeoutException if Kafka does not answer
   */
  public List<SettingProblem> run(Collection<TopicSpec> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    checkFeatures(await(admin.describeFeatures().featureMetadata()));
    List<String> names = topics.stream().map(TopicSpec::name).toList();
    int brokers = await(admin.describeCluster().nodes()).size();
    Map<String, TopicDescription> shapes = await(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(names.stream().map(KafkaCheck::resource).toList()).all());
    for (TopicSpec topic : topics) {
      TopicDescription shape = shapes.get(topic.name());
      Config config = configs.get(resource(topic.name()));
      if (shape != null && config != null) {
        new TopicCheck(topic, shape, config).run(brokers);
      }
    }
    return List.copyOf(problems);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private void checkFeatures(FeatureMetadata features) {
    int metadata =
        Optional.ofNullable(features.supportedFeatures().get("metadata.version"))
            .map(range -> (int) range.maxVersion())
            .orElse(0);
    int share =
        Optional.ofNullable(features.finalizedFeatures().get("share.version"))
            .map(range -> (int) range.maxVersionLevel())
            .orElse(0);
    require(
        metadata >= KAFKA_4_2,
        new SettingProblem(
            "the newest metadata.version",
            KAFKA,
            KAFKA_4_2 + " or more, that is Kafka 4.2 or newer",
            Integer.toString(metadata),
            "older brokers cannot renew the lock of a step that runs long",
            Weight.DEV_ONLY));
    require(
        share >= 1,
        new SettingProblem(
            "share.version",
            KAFKA,
            "1 or more",
            Integer.toString(share),
            "workers get steps from share groups; kafka-features upgrade --feature share.version=1",
            Weight.DEV_ONLY));
  }

  private void require(boolean met, SettingProblem otherwise) {
    if (!met) {
      problems.add(otherwise);
    }
  }

  /** Settings of one topic. */
  private final class TopicCheck {
    private final TopicSpec spec;
    private final TopicDescription shape;
    private final Map<String, String> config;

    TopicCheck(TopicSpec spec, TopicDescription shape, Config config) {
      this.spec = spec;
      this.shape = shape;
      this.config =
          config.entries().stream()
              .filter(entry -> entry.value() != null)
              .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    void run(int brokers) {
      is(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          wanted(TopicConfig.CLEANUP_POLICY_CONFIG),
          "compaction removes records that were not read");
      checkRetention();
      is(
          TopicConfig.RETENTION_BYTES_CONFIG,
          FOR_EVER,
          "records would be deleted by size before they were read");
      atLeast(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Long.parseLong(wanted(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)),
          "large payloads could not be stored");
      if (strict) {
        checkDurability(brokers);
      }
    }

    private void checkRetention() {
      String wanted = wanted(TopicConfig.RETENTION_MS_CONFIG);
      if (wanted.equals(FOR_EVER)) {
        is(
            TopicConfig.RETENTION_MS_CONFIG,
            FOR_EVER,
            "only the owner of a partition may delete records: the history sink may be behind");
      } else if (!found(TopicConfig.RETENTION_MS_CONFIG).equals(FOR_EVER)) {
        atLeast(
            TopicConfig.RETENTION_MS_CONFIG,
            Long.parseLong(wanted),
            "records would be deleted before they were read after an outage");
      }
    }

    private void checkDurability(int brokers) {
      if (brokers >= COPIES) {
        int copies =
            shape.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        String why = "acknowledged records could be lost with one broker";
        require(
            copies >= COPIES,
            problem("the replication factor", COPIES + " or more", Integer.toString(copies), why));
        atLeast(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, IN_SYNC, why);
        is(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false", why);
      } else if (FLUSHED.contains(spec.name())) {
        is(
            TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
            "1",
            "acknowledged records could be lost when the only broker loses its power");
      }
    }

    private String wanted(String setting) {
      return spec.config().getOrDefault(setting, "");
    }

    private String found(String setting) {
      return config.getOrDefault(setting, "");
    }

    private void is(String setting, String wanted, String why) {
      String found = found(setting);
      require(found.equals(wanted), problem(setting, wanted, found, why));
    }

    private void atLeast(String setting, long wanted, String why) {
      String found = found(setting);
      boolean met = found.matches("\\d{1,19}") && Long.parseLong(found) >= wanted;
      require(met, problem(setting, wanted + " or more", found, why));
    }

    private SettingProblem problem(String setting, String expected, String found, String why) {
      return new SettingProblem(
          setting,
          "Kafka topic " + spec.name(),
          expected,
          found.isEmpty() ? "nothing" : found,
          why,
          Weight.DEV_ONLY);
    }
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
