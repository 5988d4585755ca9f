package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.passo.coordinator.engine.ShareGroupContract;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of share groups, asked of a real Kafka. */
class ShareGroupContractIT extends ShareGroupContract {
  private static final Duration LOCK = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RealKafka kafka = RealKafka.shared();
  private final List<KafkaShareConsumer<byte[], byte[]>> members = new ArrayList<>();
  private String pool = "";
  private String name = "";

  // One partition, so that every member gets it: with more, each belongs to one member.
  @BeforeEach
  void makeTopicAndGroup() throws Exception {
    pool = "contract-" + UUID.randomUUID();
    name = Topics.steps(pool);
    RealKafka.create(kafka.admin, name);
    Map<String, String> settings = new HashMap<>(Topics.workersConfig());
    settings.put("share.record.lock.duration.ms", Long.toString(LOCK.toMillis()));
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.workers(pool));
    kafka
        .admin
        .incrementalAlterConfigs(Map.of(group, changes))
        .all()
        .get(PATIENCE.toSeconds(), SECONDS);
  }

  @AfterEach
  void leave() {
    members.forEach(KafkaShareConsumer::close);
  }

  @Override
  protected Member join() {
    Map<String, Object> settings = kafka.settings.client("worker");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.workers(pool));
    settings.put("share.acknowledgement.mode", "explicit");
    KafkaShareConsumer<byte[], byte[]> consumer =
        new KafkaShareConsumer<>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(name));
    members.add(consumer);
    return new RealMember(consumer);
  }

  @Override
  protected void append(String value) {
    try {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      kafka
          .producer
          .send(new ProducerRecord<>(name, 0, null, bytes))
          .get(PATIENCE.toSeconds(), SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void forgetBefore(long offset) {
    try {
      TopicPartition log = new TopicPartition(name, 0);
      kafka
          .admin
          .deleteRecords(Map.of(log, RecordsToDelete.beforeOffset(offset)))
          .all()
          .get(PATIENCE.toSeconds(), SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected long start() {
    return new KafkaStepQueue(kafka.producer, kafka.readers, kafka.admin, RealKafka.KEY)
        .groupStart(new StepPartition(pool, 0));
  }

  @Override
  protected Duration lock() {
    return LOCK;
  }

  @Override
  protected void pass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class RealMember implements Member {
    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private final Map<Long, ConsumerRecord<byte[], byte[]>> held = new HashMap<>();

    RealMember(KafkaShareConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public List<Taken> poll() {
      List<Taken> taken = new ArrayList<>();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (taken.isEmpty() && System.nanoTime() < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          held.put(record.offset(), record);
          String value = new String(record.value(), StandardCharsets.UTF_8);
          taken.add(new Taken(record.offset(), record.deliveryCount().orElse((short) 0), value));
        }
      }
      return taken;
    }

    @Override
    public void accept(Taken record) {
      acknowledge(record, AcknowledgeType.ACCEPT);
    }

    @Override
    public void release(Taken record) {
      acknowledge(record, AcknowledgeType.RELEASE);
    }

    @Override
    public void renew(Taken record) {
      acknowledge(record, AcknowledgeType.RENEW);
    }

    private void acknowledge(Taken record, AcknowledgeType type) {
      ConsumerRecord<byte[], byte[]> known = held.get(record.offset());
      if (known == null) {
        throw new IllegalStateException("Expected a record that was delivered: " + record);
      }
      consumer.acknowledge(known, type);
      consumer.commitSync(PATIENCE);
    }
  }
}
