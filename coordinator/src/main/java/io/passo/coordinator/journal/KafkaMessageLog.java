package io.passo.coordinator.journal;

import io.passo.coordinator.engine.MessageLog;
import io.passo.protocol.JournalRecord.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** {@link MessageLog} over an idempotent producer, which keeps the order of a partition. */
public final class KafkaMessageLog implements MessageLog {
  private final Producer<byte[], byte[]> producer;

  public KafkaMessageLog(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  public CompletableFuture<Void> send(Message message) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(
          new ProducerRecord<>(message.topic(), message.partition(), key, message.value()),
          (metadata, failure) -> {
            if (failure == null) {
              acknowledged.complete(null);
            } else {
              acknowledged.completeExceptionally(failure);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }
}
