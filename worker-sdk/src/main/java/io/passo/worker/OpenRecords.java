package io.passo.worker;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.ShareConsumerImpl;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.clients.consumer.internals.ShareInFlightBatch;
import org.apache.kafka.common.TopicIdPartition;

/**
 * The records of a share consumer that are not acknowledged yet, across polls.
 *
 * <p>Kafka's share consumer hands out nothing new while a record of an earlier poll is open or
 * being renewed, so one slow step would hold up every other one of its partitions. Brokers have no
 * such rule: a member may hold 2,000 locks of a partition. So the records of each poll are taken
 * out of the consumer, and put back only while it acknowledges or renews.
 *
 * <p>That needs three private fields of kafka-clients; a test against a real broker fails if a new
 * version changes them.
 */
final class OpenRecords {
  private static final Field DELEGATE = field(KafkaShareConsumer.class, "delegate");
  private static final Field CURRENT_FETCH = field(ShareConsumerImpl.class, "currentFetch");
  private static final Field BATCHES = field(ShareFetch.class, "batches");

  private final Object consumer;
  private final ShareFetch<byte[], byte[]> open = ShareFetch.empty();

  OpenRecords(KafkaShareConsumer<byte[], byte[]> consumer) {
    this.consumer = get(DELEGATE, consumer);
  }

  /**
   * Takes the records of the last poll out of the consumer, which is then ready for another poll.
   */
  void takeIn() {
    ShareFetch<byte[], byte[]> polled = fetch(get(CURRENT_FETCH, consumer));
    batches(polled)
        .forEach((partition, batches) -> batches.forEach(batch -> open.add(partition, batch)));
    set(ShareFetch.empty());
  }

  /** Lets the consumer do something with all open records. */
  void during(Runnable action) {
    set(open);
    try {
      action.run();
    } finally {
      set(ShareFetch.empty());
      // Counting forgets the batches that have become empty.
      open.numRecords();
    }
  }

  /** Makes renewed records open again; true once the answer to every renewal has come. */
  boolean takeRenewed() {
    open.takeRenewedRecords();
    return !open.hasRenewals();
  }

  /** Where the open records lie. */
  Set<Delivery.Id> ids() {
    Set<Delivery.Id> ids = new HashSet<>();
    for (List<ConsumerRecord<byte[], byte[]>> records : open.records().values()) {
      records.forEach(record -> ids.add(new Delivery.Id(record.partition(), record.offset())));
    }
    return ids;
  }

  private void set(ShareFetch<byte[], byte[]> fetch) {
    try {
      CURRENT_FETCH.set(consumer, fetch);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // the consumer's own types
  private static ShareFetch<byte[], byte[]> fetch(Object fetch) {
    return (ShareFetch<byte[], byte[]>) fetch;
  }

  @SuppressWarnings("unchecked") // the declared type of the field
  private static Map<TopicIdPartition, List<ShareInFlightBatch<byte[], byte[]>>> batches(
      ShareFetch<byte[], byte[]> fetch) {
    return (Map<TopicIdPartition, List<ShareInFlightBatch<byte[], byte[]>>>) get(BATCHES, fetch);
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(
          "Expected the share consumer of kafka-clients 4.4 but found another one", e);
    }
  }
}
