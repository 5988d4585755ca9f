package io.passo.standalone.bench;

import io.passo.protocol.StepResult;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts runs of attempts: each one is reported in {@code passo.results} with its worker and the
 * moment it began, however often the report is repeated.
 */
final class EffectCount implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  // The run of each attempt that was heard of first.
  private final Map<String, String> runs = new ConcurrentHashMap<>();
  private final AtomicLong repeated = new AtomicLong();
  private final Thread reader;

  /** Counts from now on. */
  EffectCount(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 500),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.RESULTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    reader = Thread.ofPlatform().name("effects").daemon().start(this::read);
  }

  private void read() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::count);
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    try {
      switch (StepResultCodec.decode(record.value())) {
        case StepResult.Succeeded succeeded -> count(succeeded.header());
        case StepResult.Failed failed -> count(failed.header());
        default -> {
          return; // says nothing of a run that has ended
        }
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("Expected results that can be read", e);
    }
  }

  private void count(StepResult.Header header) {
    String run = header.worker() + "@" + header.startedAt();
    String first = runs.putIfAbsent(header.key() + ":" + header.attempt(), run);
    if (first != null && !first.equals(run)) {
      repeated.incrementAndGet();
    }
  }

  /** Runs beyond the first one of an attempt. */
  long repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
