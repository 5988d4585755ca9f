package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.passo.coordinator.engine.Inbox;
import io.passo.coordinator.engine.InboxContract;
import io.passo.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of inputs, asked of a real Kafka and a member of its group. */
class InboxContractIT extends InboxContract {
  private static final int LIMIT_SECONDS = 20;
  private static final int QUEUED = 100;

  private static RealKafka kafka;
  private static String group;
  private static Consumer<byte[], byte[]> consumer;
  private static Poller poller;

  private final int partition = RealKafka.partition();
  private final KafkaInbox inbox =
      new KafkaInbox(consumer, poller, new Logs(kafka.readers), partition, QUEUED);

  @BeforeAll
  static void joinTheGroup() throws Exception {
    kafka = RealKafka.shared();
    group = "contract-" + UUID.randomUUID();
    consumer = new KafkaConsumer<>(kafka.settings.member(group));
    poller = new Poller("contract", consumer);
    Assigned assigned = new Assigned();
    consumer.subscribe(List.of(Topics.REQUESTS, Topics.RESULTS), assigned);
    poller.start();
    if (!assigned.joined.await(LIMIT_SECONDS, SECONDS)) {
      throw new IllegalStateException("Expected partitions from the group");
    }
  }

  @AfterAll
  static void leaveTheGroup() {
    poller.close();
  }

  /** Reads nothing until an inbox says where to begin. */
  private static final class Assigned implements ConsumerRebalanceListener {
    private final CountDownLatch joined = new CountDownLatch(1);

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> consumer.seek(partition, 0L));
      consumer.pause(partitions);
      joined.countDown();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Nothing is owned here.
    }
  }

  @Override
  protected Inbox inbox() {
    return inbox;
  }

  @Override
  protected void request(String value) {
    send(Topics.REQUESTS, value);
  }

  @Override
  protected void result(String value) {
    send(Topics.RESULTS, value);
  }

  @Override
  protected boolean offer(String value) {
    return inbox.offer(value.getBytes(StandardCharsets.UTF_8)).isPresent();
  }

  private void send(String topic, String value) {
    try {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      kafka
          .producer
          .send(new ProducerRecord<>(topic, partition, null, bytes))
          .get(LIMIT_SECONDS, SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** In one turn of the poller, or the member would join again meanwhile. */
  @Override
  protected boolean confirmAfterDrop() {
    try {
      return poller
          .submit(
              () -> {
                kafka
                    .admin
                    .removeMembersFromConsumerGroup(
                        group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get(LIMIT_SECONDS, SECONDS);
                return inbox.confirmOwnership();
              })
          .get(LIMIT_SECONDS, SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return call.get();
  }
}
