package io.passo.coordinator.journal;

import io.passo.coordinator.engine.express.AsyncRuns;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.EngineRequestCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * This coordinator's part of {@code passo.express}. The offset committed is that of the oldest
 * start that has not ended: a successor reads on from there.
 */
public final class ExpressFeed implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ExpressFeed.class);
  // What waits for others to end is looked at again; what arrives ends a poll by itself.
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration IDLE_POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long COMMIT_NANOS = 1_000_000_000;
  // Starts with their inputs in memory; the others wait in Kafka.
  private static final int MOST_WAITING = 512;

  private final Consumer<byte[], byte[]> consumer;
  private final AsyncRuns runs;
  private final Thread thread = Thread.ofPlatform().name("express").daemon().unstarted(this::run);
  private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
  private long commitAt = System.nanoTime();
  private volatile boolean closed;

  /**
   * @param consumer of the group that shares the partitions
   */
  public ExpressFeed(Consumer<byte[], byte[]> consumer, AsyncRuns runs) {
    this.consumer = consumer;
    this.runs = runs;
  }

  /** Joins the group. */
  public void start() {
    thread.start();
  }

  private void run() {
    consumer.subscribe(List.of(Topics.EXPRESS), new Rebalance());
    while (!closed) {
      try {
        turn();
      } catch (WakeupException e) {
        LOG.trace("Woken to close");
      } catch (KafkaException e) {
        LOG.warnf("Express starts cannot be read, trying again: reason=%s", e.toString());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      } catch (RuntimeException e) {
        LOG.errorf(e, "Express starts cannot be processed, trying again");
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
    leave();
  }

  private void turn() {
    consumer.poll(runs.waiting() > 0 ? POLL : IDLE_POLL).forEach(this::take);
    runs.turn();
    if (runs.waiting() > MOST_WAITING) {
      consumer.pause(consumer.assignment());
    } else if (!consumer.paused().isEmpty()) {
      consumer.resume(consumer.paused());
    }
    if (System.nanoTime() - commitAt >= COMMIT_NANOS) {
      commit();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      ExecutionKey key = new ExecutionKey(new String(record.key(), StandardCharsets.UTF_8));
      if (record.value() == null) {
        runs.read(record.partition(), record.offset(), key, null);
      } else if (EngineRequestCodec.decode(record.value()) instanceof StartExecution start) {
        runs.read(record.partition(), record.offset(), key, start);
      }
    } catch (MalformedMessageException e) {
      LOG.warnf(
          "Express start cannot be read: offset=%d reason=%s", record.offset(), e.getMessage());
    }
  }

  private void commit() {
    commitAt = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> offsets = offsets();
    if (!offsets.equals(committed)) {
      committed = offsets;
      consumer.commitAsync(offsets, (of, failure) -> noted(failure));
    }
  }

  private void noted(Exception failure) {
    if (failure != null) {
      LOG.debugf("Offsets of Express starts not committed: reason=%s", failure.toString());
      committed = Map.of();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    runs.forgettable()
        .forEach(
            (partition, offset) ->
                offsets.put(
                    new TopicPartition(Topics.EXPRESS, partition), new OffsetAndMetadata(offset)));
    return offsets;
  }

  private void leave() {
    try (consumer) {
      consumer.commitSync(offsets(), CLOSE);
    } catch (KafkaException e) {
      LOG.debugf("Offsets of Express starts not committed: reason=%s", e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs on the feed's thread. */
  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      consumer
          .endOffsets(assigned)
          .forEach(
              (partition, end) ->
                  runs.assigned(partition.partition(), consumer.position(partition), end));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      revoked.forEach(partition -> runs.revoked(partition.partition()));
    }
  }
}
