package io.passo.coordinator.journal;

import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.engine.express.ExpressLog;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Partitions;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.EngineRequestCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code passo.express} in Kafka: a start under the execution's key, an end as a tombstone. */
public final class KafkaExpressLog implements ExpressLog {
  private static final Logger LOG = Logger.getLogger(KafkaExpressLog.class);

  private final Producer<byte[], byte[]> producer;
  private final int partitions;

  /**
   * @param partitions engine partitions, P
   */
  public KafkaExpressLog(Producer<byte[], byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  @Override
  public CompletableFuture<Void> started(StartExecution start) {
    int partition = Partitions.of(start.executionArn(), partitions);
    return send(partition, start.key(), EngineRequestCodec.encode(start));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // said once: a lost end is a second run at worst
  public void ended(int partition, ExecutionKey key) {
    send(partition, key, null)
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                LOG.debugf("End not written: execution=%s reason=%s", key, failure.toString());
              }
            });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private CompletableFuture<Void> send(int partition, ExecutionKey key, byte @Nullable [] value) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    byte[] keyBytes = key.value().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(
          new ProducerRecord<>(Topics.EXPRESS, partition, keyBytes, value),
          (metadata, failure) -> {
            if (failure == null) {
              taken.complete(null);
            } else {
              taken.completeExceptionally(unavailable(failure));
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      taken.completeExceptionally(unavailable(e));
    }
    return taken;
  }

  private static UnavailableException unavailable(Exception reason) {
    return new UnavailableException("Kafka takes no starts now", reason);
  }
}
