package io.passo.worker;

import io.passo.protocol.DeadLetter;
import io.passo.protocol.Job;
import io.passo.protocol.Partitions;
import io.passo.protocol.StepCommand;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.JobCodec;
import io.passo.protocol.mac.MacKey;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** {@code passo.results}, {@code passo.replies}, {@code passo.jobs} and dead letters. */
final class KafkaResultLog implements ResultLog, JobLog {
  private static final System.Logger LOG = System.getLogger(KafkaResultLog.class.getName());
  private static final long RETRY_MILLIS = 200;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final MacKey poolKey;
  private volatile boolean closed;

  KafkaResultLog(WorkerConfig config) {
    poolKey = config.poolKey();
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

  @Override
  public void put(Job job) throws InterruptedException {
    appendDurably(record(job, JobCodec.encode(job, poolKey)));
  }

  @Override
  public void remove(Job job) throws InterruptedException {
    appendDurably(record(job, null));
  }

  private static ProducerRecord<byte[], byte[]> record(Job job, byte @Nullable [] value) {
    byte[] key = job.command().attemptId().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.JOBS, key, value);
  }

  private static ProducerRecord<byte[], byte[]> record(StepCommand command, byte[] value) {
    String instance = command.replyTo();
    if (instance != null) {
      return new ProducerRecord<>(
          Topics.REPLIES, Partitions.ofInstance(instance), bytes(instance), value);
    }
    return new ProducerRecord<>(
        Topics.RESULTS, command.partition(), bytes(command.executionArn()), value);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
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
