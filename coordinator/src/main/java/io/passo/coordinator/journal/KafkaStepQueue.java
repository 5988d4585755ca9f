package io.passo.coordinator.journal;

import io.passo.coordinator.engine.StepQueue;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.protocol.mac.MacKey;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/** {@code passo.steps.<pool>} in Kafka. */
public final class KafkaStepQueue implements StepQueue {
  private static final Logger LOG = Logger.getLogger(KafkaStepQueue.class);
  private static final long MARK_LIMIT_MILLIS = 2_500;
  private static final long GROUP_LIMIT_MILLIS = 5_000;
  private static final int PAGE_RECORDS = 1_000;

  private final Producer<byte[], byte[]> producer;
  private final Logs logs;
  private final Admin admin;
  private final MacKey worker;

  /**
   * @param producer idempotent, with a delivery time-out of 2 s
   * @param admin asked where share groups stand
   * @param worker key that step commands are signed with
   */
  public KafkaStepQueue(
      Producer<byte[], byte[]> producer, LogReaders readers, Admin admin, MacKey worker) {
    this.producer = producer;
    this.logs = new Logs(readers);
    this.admin = admin;
    this.worker = worker;
  }

  @Override
  public CompletableFuture<Long> send(StepPartition to, StepCommand command) {
    byte[] key = command.attemptId().getBytes(StandardCharsets.UTF_8);
    return send(to, key, StepMessageCodec.encode(command, worker));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private CompletableFuture<Long> send(StepPartition to, byte[] key, byte[] value) {
    CompletableFuture<Long> offset = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(Topics.steps(to.pool()), to.partition(), key, value),
          (metadata, failure) -> complete(offset, metadata, failure));
    } catch (KafkaException e) {
      complete(offset, null, e);
    }
    return offset;
  }

  private static void complete(
      CompletableFuture<Long> offset,
      @org.jspecify.annotations.Nullable RecordMetadata metadata,
      @org.jspecify.annotations.Nullable Exception failure) {
    if (failure instanceof RecordTooLargeException || failure instanceof AuthorizationException) {
      offset.completeExceptionally(new RejectedException(String.valueOf(failure.getMessage())));
    } else if (failure != null) {
      offset.completeExceptionally(failure);
    } else if (metadata == null || !metadata.hasOffset()) {
      offset.completeExceptionally(
          new UnavailableException("The acknowledgement carries no offset"));
    } else {
      offset.complete(metadata.offset());
    }
  }

  @Override
  public long mark(StepPartition to, StepMarker marker) {
    byte[] key = marker.nonce().getBytes(StandardCharsets.UTF_8);
    try {
      return send(to, key, StepMessageCodec.encode(marker, worker))
          .get(MARK_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnavailableException("A marker was not acknowledged", e);
    }
  }

  @Override
  public long end(StepPartition partition) {
    TopicPartition log = log(partition);
    return logs.read(reader -> reader.end(log));
  }

  @Override
  public Set<String> find(StepPartition partition, long from, long to) {
    TopicPartition log = log(partition);
    return logs.read(reader -> find(reader, log, from, to));
  }

  private static Set<String> find(LogReader reader, TopicPartition log, long from, long to) {
    Set<String> found = new HashSet<>();
    long next = Math.max(from, reader.start(log));
    while (next < to) {
      List<ConsumerRecord<byte[], byte[]>> page = reader.read(log, next, -1, to, PAGE_RECORDS);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(record -> attempt(record, found));
      next = page.getLast().offset() + 1;
    }
    return found;
  }

  @Override
  public long groupStart(StepPartition partition) {
    TopicPartition log = log(partition);
    String group = Topics.workers(partition.pool());
    var wanted = new ListShareGroupOffsetsSpec().topicPartitions(List.of(log));
    try {
      SharePartitionOffsetInfo found =
          admin
              .listShareGroupOffsets(Map.of(group, wanted))
              .partitionsToOffsetInfo(group)
              .get(GROUP_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
              .get(log);
      return found == null ? -1 : found.startOffset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return -1;
      }
      throw new UnavailableException("Kafka does not tell where a share group stands", e);
    } catch (TimeoutException e) {
      throw new UnavailableException("Kafka does not tell where a share group stands", e);
    }
  }

  private static void attempt(ConsumerRecord<byte[], byte[]> record, Set<String> found) {
    try {
      if (StepMessageCodec.decode(record.value()) instanceof StepCommand command) {
        found.add(command.attemptId());
      }
    } catch (MalformedMessageException e) {
      LOG.debugf("Not a step message: offset=%d", record.offset());
    }
  }

  private static TopicPartition log(StepPartition partition) {
    return new TopicPartition(Topics.steps(partition.pool()), partition.partition());
  }
}
