package io.passo.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code passo.events}: one consumer hears of all executions, at no cost to the coordinators.
 */
final class EventCompletions implements Completions {
  private static final String TOPIC = "passo.events";
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
  private static final JsonFactory JSON = new JsonFactory();

  private final TopicTail tail;
  private final Map<String, CompletableFuture<Ended>> executions = new ConcurrentHashMap<>();

  EventCompletions(String bootstrapServers) {
    tail = new TopicTail(bootstrapServers, TOPIC, this::complete);
  }

  // The key is the ARN of the execution.
  private void complete(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    try {
      String status = status(record.value());
      if (status != null && FINAL.contains(status)) {
        future(new String(record.key(), UTF_8))
            .complete(new Ended(status, now, record.partition()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          "Expected JSON in " + TOPIC + " at offset " + record.offset(), e);
    }
  }

  private static @Nullable String status(byte[] event) throws IOException {
    try (JsonParser parser = JSON.createParser(event)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals("status")) {
          return parser.nextTextValue();
        }
      }
      return null;
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
