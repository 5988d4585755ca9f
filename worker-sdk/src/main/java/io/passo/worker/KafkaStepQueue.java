package io.passo.worker;

import io.passo.protocol.Topics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The share group of a pool. */
final class KafkaStepQueue implements StepQueue {
  private static final System.Logger LOG = System.getLogger(KafkaStepQueue.class.getName());
  private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaShareConsumer<byte[], byte[]> consumer;
  private final OpenRecords records;
  private final PoolLimits limits;
  private final Map<Delivery.Id, ConsumerRecord<byte[], byte[]>> open = new HashMap<>();
  private final Map<Delivery.Id, AcknowledgeType> noted = new HashMap<>();

  KafkaStepQueue(WorkerConfig config, PoolLimits limits) {
    this.limits = limits;
    consumer =
        new KafkaShareConsumer<>(
            new KafkaConfig(config).shareConsumer(Topics.workers(config.pool())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    records = new OpenRecords(consumer);
    consumer.setAcknowledgementCommitCallback(KafkaStepQueue::committed);
    consumer.subscribe(List.of(Topics.steps(config.pool())));
  }

  private static void committed(Map<TopicIdPartition, Set<Long>> offsets, Exception failure) {
    if (failure != null) {
      // The lock was lost meanwhile: the record goes to another worker, whose result comes second.
      LOG.log(Level.DEBUG, () -> "Acknowledgement refused: " + offsets.keySet() + " " + failure);
    }
  }

  @Override
  public List<Delivery> poll(Duration timeout) {
    List<Delivery> deliveries = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      Delivery.Id id = new Delivery.Id(record.partition(), record.offset());
      open.put(id, record);
      deliveries.add(new Delivery(id, record.deliveryCount().orElse((short) 1), record.value()));
    }
    if (!deliveries.isEmpty()) {
      records.takeIn();
    }
    return deliveries;
  }

  @Override
  public void acknowledge(Delivery.Id delivery, Acknowledgement acknowledgement) {
    noted.put(
        delivery,
        switch (acknowledgement) {
          case ACCEPT -> AcknowledgeType.ACCEPT;
          case RELEASE -> AcknowledgeType.RELEASE;
          case REJECT -> AcknowledgeType.REJECT;
        });
  }

  @Override
  public void flush() {
    records.during(
        () -> {
          noted.forEach(this::mark);
          consumer.commitAsync();
        });
    noted.keySet().forEach(open::remove);
    noted.clear();
  }

  private void mark(Delivery.Id id, AcknowledgeType type) {
    ConsumerRecord<byte[], byte[]> record = open.get(id);
    if (record != null) {
      try {
        consumer.acknowledge(record, type);
      } catch (IllegalStateException e) {
        LOG.log(Level.DEBUG, "Lock lost before the acknowledgement: {0}", id);
      }
    }
  }

  @Override
  public Set<Delivery.Id> renew(Collection<Delivery.Id> deliveries) {
    records.during(
        () -> {
          deliveries.forEach(id -> mark(id, AcknowledgeType.RENEW));
          consumer.commitSync(PATIENCE);
          awaitRenewals();
        });
    Set<Delivery.Id> lost = new HashSet<>(deliveries);
    lost.removeAll(records.ids());
    lost.forEach(open::remove);
    return lost;
  }

  // The answers are noted by whatever is asked of the consumer next.
  private void awaitRenewals() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!records.takeRenewed() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
      consumer.commitAsync();
    }
  }

  @Override
  public Duration lockTime() {
    return limits.lockTime().orElse(DEFAULT_LOCK);
  }

  @Override
  public int deliveryLimit() {
    return limits.deliveryLimit();
  }

  /** True while there is a connection to a broker. */
  boolean isConnected() {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("connection-count"))
        .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
  }

  @Override
  public void close() {
    flush();
    consumer.close(PATIENCE);
  }
}
