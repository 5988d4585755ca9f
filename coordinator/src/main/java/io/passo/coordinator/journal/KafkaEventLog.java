package io.passo.coordinator.journal;

import io.passo.coordinator.engine.EventLog;
import io.passo.protocol.CloudEvent;
import io.passo.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** {@link EventLog} over a producer; the execution is the key, so its events stay in order. */
public final class KafkaEventLog implements EventLog {
  private final Producer<byte[], byte[]> producer;

  public KafkaEventLog(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public CompletableFuture<Void> send(List<CloudEvent> events) {
    return CompletableFuture.allOf(
        events.stream()
            .map(event -> Acknowledged.send(producer, record(event)))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static ProducerRecord<byte[], byte[]> record(CloudEvent event) {
    RecordHeaders headers = new RecordHeaders();
    event.headers().forEach(headers::add);
    byte[] key = event.subject().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.EVENTS, null, null, key, event.data().utf8(), headers);
  }
}
