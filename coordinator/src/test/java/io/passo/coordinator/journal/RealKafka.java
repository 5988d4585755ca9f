package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.passo.protocol.Topics;
import io.passo.protocol.mac.MacKey;
import io.passo.servers.Servers;
import io.passo.servers.ServersConfig;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A Kafka of the contract tests' own, because they delete and write what no engine should read.
 * Started at the first use; it ends with this JVM.
 */
final class RealKafka {
  static final MacKey KEY = MacKey.ofSecret("0123456789abcdef");

  static final int PARTITIONS = 48;
  private static final int LIMIT_SECONDS = 20;
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final RealKafka SHARED = new RealKafka();

  final ClientSettings settings;
  final Admin admin;
  final Producer<byte[], byte[]> producer;
  final LogReaders readers;

  private RealKafka() {
    Servers servers = Servers.start(ServersConfig.forTests());
    settings = new ClientSettings(servers.kafka().bootstrapServers(), "contract", Duration.ZERO);
    admin = Admin.create(settings.client("admin"));
    producer = newProducer();
    readers = new LogReaders(settings);
    ensure(List.of());
  }

  static RealKafka shared() {
    return SHARED;
  }

  /** An engine partition that no test has used. */
  static int partition() {
    return NEXT.getAndIncrement();
  }

  /** Of another process. */
  Producer<byte[], byte[]> newProducer() {
    return new KafkaProducer<>(settings.producer("contract", Duration.ofSeconds(5)));
  }

  /** A pool that no test has used. */
  String newPool() {
    String pool = "contract-" + UUID.randomUUID();
    ensure(List.of(pool));
    return pool;
  }

  /** Makes a topic of one partition; returns when clients can use it. */
  static void create(Admin admin, String topic) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
        .all()
        .get(LIMIT_SECONDS, SECONDS);
    // The controller has it before the broker tells.
    long end = System.nanoTime() + SECONDS.toNanos(LIMIT_SECONDS);
    while (!admin.listTopics().names().get(LIMIT_SECONDS, SECONDS).contains(topic)
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void ensure(List<String> pools) {
    try {
      new TopicSetup(admin, PARTITIONS, true).ensure(pools);
    } catch (Exception e) {
      throw new IllegalStateException(
          "Expected topics for %s and %s but found: %s".formatted(Topics.JOURNAL, pools, e), e);
    }
  }
}
