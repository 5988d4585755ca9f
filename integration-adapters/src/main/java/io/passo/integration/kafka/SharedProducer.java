package io.passo.integration.kafka;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The producer of all Tasks, which ends with the service. */
@ApplicationScoped
public class SharedProducer {
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "acks", "all",
          "enable.idempotence", "true",
          "client.id", "passo-kafka-produce",
          // What a Task waits for at most before it learns that a topic is not there.
          "max.block.ms", "10000",
          "delivery.timeout.ms", "30000",
          "request.timeout.ms", "10000",
          "linger.ms", "0");

  private final KafkaConfig config;
  private final String ownBootstrapServers;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Producer<byte[], byte[]> producer;

  SharedProducer(
      KafkaConfig config,
      @ConfigProperty(name = "kafka.bootstrap.servers") String ownBootstrapServers) {
    this.config = config;
    this.ownBootstrapServers = ownBootstrapServers;
  }

  /** The producer, made when the first Task needs it: Kafka may come later than the service. */
  Producer<byte[], byte[]> get() {
    Producer<byte[], byte[]> made = producer;
    if (made != null) {
      return made;
    }
    lock.lock();
    try {
      Producer<byte[], byte[]> first = producer == null ? create() : producer;
      producer = first;
      return first;
    } finally {
      lock.unlock();
    }
  }

  private Producer<byte[], byte[]> create() {
    Properties settings = new Properties();
    settings.putAll(DEFAULTS);
    settings.put("bootstrap.servers", config.bootstrapServers().orElse(ownBootstrapServers));
    config.properties().ifPresent(file -> load(file, settings));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void load(Path file, Properties into) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      into.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PreDestroy
  void close() {
    Producer<byte[], byte[]> made = producer;
    if (made != null) {
      made.close(CLOSE);
    }
  }
}
