package io.passo.coordinator.journal;

import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.Partitions;
import io.passo.protocol.Reply;
import io.passo.protocol.StepResult;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.ReplyCodec;
import io.passo.protocol.codec.StepResultCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads the partition of {@code passo.replies} that this instance's name hashes to; answers of
 * others there are skipped.
 */
public final class ReplyListener implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ReplyListener.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final byte[] instanceId;
  private final Consumer<Reply> answered;
  private final BiConsumer<StepResult, byte[]> reported;
  private final TopicPartition partition;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param settings of a consumer without group
   * @param answered gets answers of lanes
   * @param reported gets what workers say about executions that this instance runs in memory, with
   *     the record's value
   */
  public ReplyListener(
      Map<String, Object> settings,
      String instanceId,
      Consumer<Reply> answered,
      BiConsumer<StepResult, byte[]> reported) {
    this.consumer = new KafkaConsumer<>(patient(settings));
    this.instanceId = instanceId.getBytes(StandardCharsets.UTF_8);
    this.answered = answered;
    this.reported = reported;
    this.partition = new TopicPartition(Topics.REPLIES, Partitions.ofInstance(instanceId));
    this.thread = VitalThreads.thread(this::run);
    thread.setName("replies");
  }

  // One partition that is never paused: a fetch that waits long delays nothing.
  private static Map<String, Object> patient(Map<String, Object> settings) {
    Map<String, Object> patient = new HashMap<>(settings);
    patient.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1_000);
    return patient;
  }

  /**
   * Begins with what is sent from now on; when it returns, nothing that is sent is missed.
   *
   * @throws UnavailableException if Kafka does not say within the limit where that is
   */
  public void start(Duration limit) {
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    try {
      consumer.position(partition, limit);
    } catch (KafkaException e) {
      throw new UnavailableException("Kafka does not tell where replies end", e);
    }
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        poll();
      }
    } finally {
      closeConsumer();
    }
  }

  // At once: else it waits for the fetch that is on its way.
  private void closeConsumer() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void poll() {
    try {
      consumer.poll(POLL).forEach(this::take);
    } catch (WakeupException e) {
      LOG.trace("Woken to close");
    } catch (InvalidOffsetException e) {
      // Nobody waits for what is as old as that.
      LOG.warnf("Replies cannot be read: reason=%s", e.toString());
      consumer.seekToEnd(List.of(partition));
    } catch (KafkaException e) {
      LOG.warnf("Replies cannot be read, trying again: reason=%s", e.toString());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (!Arrays.equals(record.key(), instanceId)) {
      return;
    }
    byte[] value = record.value();
    try {
      if (StepResultCodec.isResult(value)) {
        reported.accept(StepResultCodec.decode(value), value);
      } else {
        answered.accept(ReplyCodec.decode(value));
      }
    } catch (MalformedMessageException e) {
      LOG.warnf("Reply cannot be read: offset=%d reason=%s", record.offset(), e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    if (thread.getState() == Thread.State.NEW) {
      closeConsumer();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
