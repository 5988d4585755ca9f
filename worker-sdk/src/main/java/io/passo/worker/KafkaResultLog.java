package io.passo.worker;

import io.passo.protocol.DeadLetter;
import io.passo.protocol.StepCommand;
import io.passo.protocol.Topics;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** {@code passo.results} and {@code passo.dead-letters}. */
final class KafkaResultLog implements ResultLog {
  private static final System.Logger LOG = System.getLogger(KafkaResultLog.class.getName());
  private static final long RETRY_MILLIS = 200;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private volatile boolean closed;

  KafkaResultLog(WorkerConfig config) {
    producer =
        new KafkaProducer<>(
            new KafkaConfig(config).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void append(StepCommand command, byte[] result) throws InterruptedException {
    appendDurably(record(command, result));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what became of it
  public void tryAppend(StepCommand command, byte[] result) {
    try {
      producer.send(record(command, result), (metadata, failure) -> logLost(command, failure));
    } catch (KafkaException e) {
      logLost(command, e);
    }
  }

  private static void logLost(StepCommand command, Exception failure) {
    if (failure != null) {
      LOG.log(
          Level.DEBUG,
          () -> "Heartbeat or question lost: attempt=" + command.attemptId() + " " + failure);
    }
  }

  @Override
  public void bury(DeadLetter letter) throws InterruptedException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DEAD_LETTERS, letter.value());
    letter.headers().forEach(record.headers()::add);
    appendDurably(record);
  }

  private static ProducerRecord<byte[], byte[]> record(StepCommand command, byte[] value) {
    byte[] key = command.executionArn().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.RESULTS, command.partition(), key, value);
  }

  // A failure may mean that it arrived all the same: the engine takes the first result of an
  // attempt and drops the second.
  private void appendDurably(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    while (!closed) {
      try {
        producer.send(record).get();
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RecordTooLargeException tooLarge) {
          throw tooLarge;
        }
        LOG.log(
            Level.WARNING, "Not written to {0}, trying again: {1}", record.topic(), e.getCause());
      } catch (KafkaException e) {
        LOG.log(Level.WARNING, "Not written to {0}, trying again: {1}", record.topic(), e);
      }
      Thread.sleep(RETRY_MILLIS);
    }
    throw new InterruptedException("Expected an open log but it is closed");
  }

  @Override
  public void close() {
    closed = true;
    producer.close(CLOSE);
  }
}
