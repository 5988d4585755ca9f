package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Journal;
import io.passo.coordinator.engine.LogGapException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.JournalRecordCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** {@code passo.journal} in Kafka. One producer for all partitions of this coordinator. */
public final class KafkaJournal implements Journal {
  private static final Logger LOG = Logger.getLogger(KafkaJournal.class);
  private static final long APPEND_LIMIT_MILLIS = 5_500;

  private final Producer<byte[], byte[]> producer;
  private final Logs logs;
  private final Admin admin;
  private final String topicId;
  private final Map<Integer, RecentAppends> recent = new ConcurrentHashMap<>();

  /**
   * @param producer idempotent, with a delivery time-out of 5 s
   * @param topicId of {@code passo.journal}
   */
  public KafkaJournal(
      Producer<byte[], byte[]> producer, LogReaders readers, Admin admin, String topicId) {
    this.producer = producer;
    this.logs = new Logs(readers);
    this.admin = admin;
    this.topicId = topicId;
  }

  @Override
  public String topicId() {
    return topicId;
  }

  @Override
  public long append(int partition, JournalRecord record) {
    byte[] bytes = JournalRecordCodec.encode(record);
    long offset = send(partition, bytes);
    if (offset >= 0) {
      recent
          .computeIfAbsent(partition, p -> new RecentAppends())
          .add(new Entry(offset, -1, () -> record), bytes.length);
    }
    return offset;
  }

  private long send(int partition, byte[] record) {
    try {
      RecordMetadata metadata =
          producer
              .send(new ProducerRecord<>(Topics.JOURNAL, partition, null, record))
              .get(APPEND_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
      return metadata.hasOffset() ? metadata.offset() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warnf("Append has an unknown outcome: partition=%d reason=%s", partition, e.toString());
      return -1;
    }
  }

  @Override
  public List<Entry> read(int partition, long offset, int leaderEpoch, int maxRecords) {
    RecentAppends own = recent.get(partition);
    List<Entry> here = own == null ? List.of() : own.from(offset, maxRecords);
    return here.isEmpty() ? fetch(partition, offset, leaderEpoch, maxRecords) : here;
  }

  private List<Entry> fetch(int partition, long offset, int leaderEpoch, int maxRecords) {
    TopicPartition log = log(partition);
    return logs.read(reader -> fetch(reader, log, offset, leaderEpoch, maxRecords));
  }

  // A place beyond the end is not the end: what it was taken from has been lost.
  private static List<Entry> fetch(
      LogReader reader, TopicPartition log, long offset, int leaderEpoch, int maxRecords) {
    long end = reader.end(log);
    if (offset > end) {
      throw new LogGapException(
          "Expected offset %d of %s but the log ends at %d".formatted(offset, log, end));
    }
    return reader.read(log, offset, leaderEpoch, end, maxRecords).stream()
        .map(record -> new Entry(record.offset(), record.leaderEpoch().orElse(-1), record.value()))
        .toList();
  }

  @Override
  public long appendedTo(int partition) {
    RecentAppends own = recent.get(partition);
    return own == null ? -1 : own.next();
  }

  @Override
  public void written(int partition, long offset) {
    RecentAppends own = recent.get(partition);
    if (own != null) {
      own.forget(offset, System.nanoTime());
    }
  }

  @Override
  public boolean awaitsWriting(int partition) {
    RecentAppends own = recent.get(partition);
    return own != null && own.isFull(System.nanoTime());
  }

  @Override
  public Bounds bounds(int partition) {
    TopicPartition log = log(partition);
    return logs.read(reader -> new Bounds(reader.start(log), reader.end(log)));
  }

  @Override
  public long offsetAt(int partition, long millis) {
    TopicPartition log = log(partition);
    return logs.read(reader -> reader.offsetAt(log, millis));
  }

  @Override
  public void deleteBefore(int partition, long offset) {
    admin.deleteRecords(Map.of(log(partition), RecordsToDelete.beforeOffset(offset)));
  }

  private static TopicPartition log(int partition) {
    return new TopicPartition(Topics.JOURNAL, partition);
  }

  /**
   * Id of the journal's topic.
   *
   * @throws UnavailableException if Kafka does not tell
   */
  public static String topicId(Admin admin) {
    try {
      return admin
          .describeTopics(List.of(Topics.JOURNAL))
          .topicNameValues()
          .values()
          .iterator()
          .next()
          .get(10, TimeUnit.SECONDS)
          .topicId()
          .toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnavailableException("Kafka does not describe " + Topics.JOURNAL, e);
    }
  }
}
