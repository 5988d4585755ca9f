package io.passo.coordinator.journal;

import io.passo.coordinator.config.InvalidSettingException;
import io.passo.protocol.TopicSpec;
import io.passo.protocol.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics and share groups that are missing, and refuses topics of another shape
 * (correctness.md §4).
 */
public final class TopicSetup {
  private static final long LIMIT_SECONDS = 20;
  private static final long PAUSE_MILLIS = 20;
  private static final short PRODUCTION_COPIES = 3;
  private static final String LONGEST = "max.message.bytes";

  /** Bytes of a record beside its payload, at the most. */
  static final int BESIDE_PAYLOAD = 1 << 20;

  private final Admin admin;
  private final int partitions;
  private final boolean strict;
  private final int payloadLimit;

  /**
   * @param partitions engine partitions, P
   * @param strict survive power loss of a single broker at the price of a flush per append
   * @param payloadLimit largest payload in bytes that a record must have room for
   */
  public TopicSetup(Admin admin, int partitions, boolean strict, int payloadLimit) {
    this.admin = admin;
    this.partitions = partitions;
    this.strict = strict;
    this.payloadLimit = payloadLimit;
  }

  /** The same with AWS's limit of payloads. */
  public TopicSetup(Admin admin, int partitions, boolean strict) {
    this(admin, partitions, strict, 0);
  }

  /**
   * Makes what is missing. Several instances may do so at once.
   *
   * @param pools pools whose step topics and share groups are made
   * @return the topics that are there now
   * @throws InvalidSettingException if a topic exists with another number of partitions
   * @throws ExecutionException if Kafka refuses
   * @throws TimeoutException if Kafka does not answer
   */
  public List<TopicSpec> ensure(Collection<String> pools)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<TopicSpec> wanted = new ArrayList<>(Topics.engine(partitions));
    pools.forEach(pool -> wanted.add(Topics.stepTopic(pool)));
    wanted.replaceAll(this::withRoom);
    Set<String> present = await(admin.listTopics().names());
    int brokers = await(admin.describeCluster().nodes()).size();
    create(wanted.stream().filter(spec -> !present.contains(spec.name())).toList(), brokers);
    checkShape(wanted);
    configureShareGroups(pools);
    return wanted;
  }

  /** Requests, commands and results carry payloads as they are. */
  private TopicSpec withRoom(TopicSpec spec) {
    long needed = (long) payloadLimit + BESIDE_PAYLOAD;
    long planned = Long.parseLong(spec.config().getOrDefault(LONGEST, "0"));
    if (planned >= needed) {
      return spec;
    }
    Map<String, String> config = new HashMap<>(spec.config());
    config.put(LONGEST, Long.toString(needed));
    return new TopicSpec(spec.name(), spec.partitions(), config);
  }

  private void create(List<TopicSpec> missing, int brokers)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<NewTopic> topics = missing.stream().map(spec -> topic(spec, brokers)).toList();
    for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
      try {
        await(made);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private NewTopic topic(TopicSpec spec, int brokers) {
    Map<String, String> config = new HashMap<>(spec.config());
    short copies = brokers >= PRODUCTION_COPIES ? PRODUCTION_COPIES : 1;
    if (copies > 1) {
      config.put("min.insync.replicas", "2");
      config.put("unclean.leader.election.enable", "false");
    } else if (strict && Set.of(Topics.JOURNAL, Topics.REQUESTS).contains(spec.name())) {
      config.put("flush.messages", "1");
    }
    return new NewTopic(spec.name(), spec.partitions(), copies).configs(config);
  }

  private void checkShape(List<TopicSpec> wanted)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<String, TopicDescription> found = describe(wanted.stream().map(TopicSpec::name).toList());
    for (TopicSpec spec : wanted) {
      int partitionsFound =
          Optional.ofNullable(found.get(spec.name()))
              .map(topic -> topic.partitions().size())
              .orElse(0);
      if (partitionsFound != spec.partitions()) {
        throw new InvalidSettingException(
            "Expected topic %s to have %d partitions but found %d: PASSO_PARTITIONS is fixed when the cluster is made"
                .formatted(spec.name(), spec.partitions(), partitionsFound));
      }
    }
  }

  /** The controller answers that a topic is made before every broker has heard of it. */
  private Map<String, TopicDescription> describe(List<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try {
        return await(admin.describeTopics(topics).allTopicNames());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - end > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void configureShareGroups(Collection<String> pools)
      throws ExecutionException, TimeoutException, InterruptedException {
    Set<AlterConfigOp> settings = new HashSet<>();
    Topics.workersConfig()
        .forEach(
            (name, value) ->
                settings.add(
                    new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
    Map<ConfigResource, Collection<AlterConfigOp>> groups = new HashMap<>();
    pools.forEach(
        pool ->
            groups.put(
                new ConfigResource(ConfigResource.Type.GROUP, Topics.workers(pool)), settings));
    await(admin.incrementalAlterConfigs(groups).all());
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
