package io.passo.worker;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
 * Reads cancellations from {@code passo.control}, all that are still there, for as long as the
 * worker lives.
 */
final class ControlReader implements Runnable {
  private static final System.Logger LOG = System.getLogger(ControlReader.class.getName());
  private static final Duration POLL = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Cancellations cancellations;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  ControlReader(WorkerConfig config, Cancellations cancellations) {
    this.cancellations = cancellations;
    consumer =
        new KafkaConsumer<>(
            new KafkaConfig(config).controlConsumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(Topics.CONTROL, 0)));
    consumer.seekToBeginning(consumer.assignment());
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
      if (ControlMessageCodec.decode(record.value())
          instanceof ControlMessage.AttemptCancelled cancelled) {
        cancellations.add(cancelled.attemptId());
      }
    } catch (MalformedMessageException e) {
      LOG.log(Level.DEBUG, "Control message ignored: {0}", e.getMessage());
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
