package io.passo.it.chaos;

import io.passo.protocol.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Adds inputs of its own to those of the engine, behind those it has seen. */
final class Inputs implements AutoCloseable {
  private static final String OURS = "chaos";
  // Each of them is followed by one of ours.
  private static final int POISON_EVERY = 100;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong count = new AtomicLong();
  private final Random random = new Random(4711);
  private volatile boolean poison;
  private Thread reader = new Thread();
  private long seen;

  Inputs(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    List<TopicPartition> partitions =
        Stream.of(Topics.REQUESTS, Topics.RESULTS)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Every input comes once more. */
  void repeatAll() {
    reader = Thread.ofPlatform().name("inputs").daemon().start(this::read);
  }

  /**
   * One in a hundred inputs is followed by nonsense: noise, or an input that was cut or changed.
   */
  void poison() {
    poison = true;
    repeatAll();
  }

  private void read() {
    try {
      while (true) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::add);
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.headers().lastHeader(OURS) != null || record.value() == null) {
      return;
    }
    if (!poison) {
      send(record, record.value());
    } else if (seen++ % POISON_EVERY == 0) {
      send(record, nonsense(record.value()));
    }
  }

  private byte[] nonsense(byte[] value) {
    switch (random.nextInt(3)) {
      case 0 -> {
        return Arrays.copyOf(value, value.length / 2);
      }
      case 1 -> {
        byte[] changed = value.clone();
        changed[changed.length / 2] ^= 0x55;
        return changed;
      }
      default -> {
        byte[] noise = new byte[64];
        random.nextBytes(noise);
        return noise;
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is lost on the way disturbs nobody
  private void send(ConsumerRecord<byte[], byte[]> like, byte[] value) {
    RecordHeaders headers = new RecordHeaders(like.headers());
    headers.add(new RecordHeader(OURS, new byte[0]));
    producer.send(new ProducerRecord<>(like.topic(), like.partition(), like.key(), value, headers));
    count.incrementAndGet();
  }

  /** How many were added. */
  long count() {
    return count.get();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
