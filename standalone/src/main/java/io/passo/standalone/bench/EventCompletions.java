package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads {@code passo.events}: one consumer hears of all executions, at no cost to the coordinators.
 */
final class EventCompletions implements Completions {
  private static final String TOPIC = "passo.events";
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TopicTail tail;
  private final Map<String, CompletableFuture<Ended>> executions = new ConcurrentHashMap<>();

  EventCompletions(String bootstrapServers) {
    tail = new TopicTail(bootstrapServers, TOPIC, this::complete);
  }

  private void complete(ConsumerRecord<byte[], byte[]> record) {
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
    tail.close();
  }
}
