package io.passo.coordinator.journal;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends that are done once they are acknowledged. */
final class Acknowledged {
  private Acknowledged() {}

  /** Sends a record without waiting; fails if it may not have arrived. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  static CompletableFuture<Void> send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try {
      producer.send(
          message,
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
