package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads {@code passo.events}: one consumer hears of all executions, at no cost to the coordinators.
 */
final class EventCompletions implements Completions {
  private static final String TOPIC = "passo.events";
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, CompletableFuture<Ended>> executions = new ConcurrentHashMap<>();
  private final Thread reader;

  EventCompletions(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "receive.buffer.bytes",
                4 << 20,
                "send.buffer.bytes",
                4 << 20,
                "fetch.max.wait.ms",
                500),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: without asking, an execution that ends at once would be missed.
    partitions.forEach(consumer::position);
    reader = Thread.ofPlatform().name("completions").daemon().start(this::read);
  }

  private void read() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::complete);
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  private void complete(ConsumerRecord<String, byte[]> record) {
    long now = System.nanoTime();
    try {
      JsonNode event = JSON.readTree(record.value());
      JsonNode detail = event.has("data") ? event.path("data") : event;
      String status = detail.path("status").asText();
      if (FINAL.contains(status)) {
        future(detail.path("executionArn").asText())
            .complete(new Ended(status, now, record.partition()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          "Expected JSON in " + TOPIC + " at offset " + record.offset(), e);
    }
  }

  private CompletableFuture<Ended> future(String executionArn) {
    return executions.computeIfAbsent(executionArn, arn -> new CompletableFuture<>());
  }

  @Override
  public CompletableFuture<Ended> of(String executionArn) {
    CompletableFuture<Ended> future = future(executionArn);
    return future.whenComplete((ended, failure) -> executions.remove(executionArn));
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
