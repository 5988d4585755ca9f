package io.passo.coordinator.journal;

import io.passo.coordinator.engine.EngineGateway;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Partitions;
import io.passo.protocol.Reply;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.EngineRequestCodec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Requests over {@code passo.requests}, answers matched by request id.
 *
 * <p>A request is remembered until it is answered or its time is over, whether or not its caller
 * still waits. {@link #look} is called several times a second for all of them: a timer per request
 * costs more than the request.
 */
public final class KafkaEngineGateway implements EngineGateway {
  private static final long AGAIN_MILLIS = 3_000;
  private static final long LIMIT_MILLIS = 10_000;

  private final Producer<byte[], byte[]> producer;
  private final String instanceId;
  private final int partitions;
  private final InstantSource clock;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /**
   * @param partitions engine partitions, P
   */
  public KafkaEngineGateway(
      Producer<byte[], byte[]> producer, String instanceId, int partitions, InstantSource clock) {
    this.producer = producer;
    this.instanceId = instanceId;
    this.partitions = partitions;
    this.clock = clock;
  }

  @Override
  public String instanceId() {
    return instanceId;
  }

  @Override
  public int partitionOf(String executionArn) {
    return Partitions.of(executionArn, partitions);
  }

  @Override
  public Sent call(int partition, EngineRequest request) {
    String id = request.caller().requestId();
    byte[] key = request.key().value().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topics.REQUESTS, partition, key, EngineRequestCodec.encode(request));
    Waiting call = new Waiting(message, clock.millis());
    waiting.put(id, call);
    CompletableFuture<Void> acknowledged = produce(message);
    acknowledged.exceptionally(failure -> refused(id, failure));
    return new Sent(acknowledged, call.reply);
  }

  // A request that Kafka did not acknowledge may still arrive; only a certain failure ends the
  // wait.
  @SuppressWarnings("NullAway") // what a Void future holds
  private Void refused(String id, Throwable failure) {
    if (failure instanceof UnavailableException) {
      end(id, failure);
    }
    return null;
  }

  /** The engine's answer to a request of this instance. Any thread. */
  public void answered(Reply reply) {
    Waiting call = waiting.remove(reply.requestId());
    if (call != null) {
      call.reply.complete(reply);
    }
  }

  /** Sends again what waits for 3 s, gives up what waits for 10 s. One thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // only the answer counts
  public void look() {
    long now = clock.millis();
    waiting.forEach(
        (id, call) -> {
          if (now - call.since >= LIMIT_MILLIS) {
            end(id, new UnavailableException("The engine did not answer within 10 s"));
          } else if (now - call.sentAt >= AGAIN_MILLIS) {
            call.sentAt = now;
            produce(call.message);
          }
        });
  }

  /** Requests that wait for their answer. */
  int waiting() {
    return waiting.size();
  }

  private void end(String id, Throwable failure) {
    Waiting call = waiting.remove(id);
    if (call != null) {
      call.reply.completeExceptionally(failure);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private CompletableFuture<Void> produce(ProducerRecord<byte[], byte[]> message) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    try {
      producer.send(
          message,
          (metadata, failure) -> {
            if (failure == null) {
              taken.complete(null);
            } else {
              taken.completeExceptionally(failure);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      taken.completeExceptionally(new UnavailableException("Kafka takes no requests now", e));
    }
    return taken;
  }

  private static final class Waiting {
    final ProducerRecord<byte[], byte[]> message;
    final CompletableFuture<Reply> reply = new CompletableFuture<>();
    final long since;
    long sentAt;

    Waiting(ProducerRecord<byte[], byte[]> message, long now) {
      this.message = message;
      this.since = now;
      this.sentAt = now;
    }
  }
}
