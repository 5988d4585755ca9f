package io.passo.worker;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.Partitions;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.ReplyCodec;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the engine tells a worker for as long as it lives: cancellations from {@code
 * passo.control}, all that are still there, and answers to its questions from its partition of
 * {@code passo.replies}, new ones only.
 */
final class ControlReader implements Runnable {
  private static final System.Logger LOG = System.getLogger(ControlReader.class.getName());
  private static final Duration POLL = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final byte[] name;
  private final Cancellations cancellations;
  private final Answers answers;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  ControlReader(WorkerConfig config, Cancellations cancellations, Answers answers) {
    this.name = config.name().getBytes(StandardCharsets.UTF_8);
    this.cancellations = cancellations;
    this.answers = answers;
    consumer =
        new KafkaConsumer<>(
            new KafkaConfig(config).controlConsumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
    TopicPartition replies =
        new TopicPartition(Topics.REPLIES, Partitions.ofInstance(config.name()));
    consumer.assign(List.of(control, replies));
    consumer.seekToBeginning(List.of(control));
    consumer.seekToEnd(List.of(replies));
  }

  @Override
  public void run() {
    try (consumer) {
      while (!stopping) {
        poll();
      }
    } catch (WakeupException e) {
      LOG.log(Level.DEBUG, "No more cancellations are read: the worker stops");
    } finally {
      ended.countDown();
    }
  }

  private void poll() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.log(Level.WARNING, "Cancellations not read, trying again: {0}", e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(Topics.REPLIES)) {
        takeReply(record);
      } else if (ControlMessageCodec.decode(record.value())
          instanceof ControlMessage.AttemptCancelled cancelled) {
        cancellations.add(cancelled.attemptId());
      }
    } catch (MalformedMessageException e) {
      LOG.log(Level.DEBUG, "Message ignored: topic={0} {1}", record.topic(), e.getMessage());
    }
  }

  // Other instances may share the partition.
  private void takeReply(ConsumerRecord<byte[], byte[]> record) throws MalformedMessageException {
    if (Arrays.equals(record.key(), name)) {
      answers.add(ReplyCodec.decode(record.value()));
    }
  }

  /** Ends the reader; returns when it has let go of Kafka. */
  void stop() throws InterruptedException {
    stopping = true;
    consumer.wakeup();
    if (!ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.DEBUG, "Reader of cancellations did not end in time");
    }
  }
}
