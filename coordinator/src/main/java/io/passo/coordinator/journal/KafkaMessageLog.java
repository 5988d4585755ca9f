package io.passo.coordinator.journal;

import io.passo.coordinator.engine.MessageLog;
import io.passo.protocol.JournalRecord.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@link MessageLog} over an idempotent producer, which keeps the order of a partition. */
public final class KafkaMessageLog implements MessageLog {
  private final Producer<byte[], byte[]> producer;

  public KafkaMessageLog(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public CompletableFuture<Void> send(Message message) {
    byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
    return Acknowledged.send(
        producer, new ProducerRecord<>(message.topic(), message.partition(), key, message.value()));
  }
}
