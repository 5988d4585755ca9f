package io.passo.coordinator.journal;

import io.passo.coordinator.engine.EngineGateway;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Partitions;
import io.passo.protocol.Reply;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.EngineRequestCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Requests over {@code passo.requests}, answers matched by request id. */
public final class KafkaEngineGateway implements EngineGateway {
  private static final long AGAIN_MILLIS = 3_000;
  private static final long LIMIT_MILLIS = 10_000;

  private final Producer<byte[], byte[]> producer;
  private final String instanceId;
  private final int partitions;
  private final ScheduledExecutorService timer;
  private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

  /**
   * @param partitions engine partitions, P
   * @param timer sends again and gives up
   */
  public KafkaEngineGateway(
      Producer<byte[], byte[]> producer,
      String instanceId,
      int partitions,
      ScheduledExecutorService timer) {
    this.producer = producer;
    this.instanceId = instanceId;
    this.partitions = partitions;
    this.timer = timer;
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
  @SuppressWarnings("FutureReturnValueIgnored") // the answer says what the futures would
  public CompletionStage<Reply> call(int partition, EngineRequest request) {
    String id = request.caller().requestId();
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    byte[] record = EngineRequestCodec.encode(request);
    produce(partition, request, record).whenComplete((ok, failure) -> failed(answer, failure));
    ScheduledFuture<?> again =
        timer.scheduleAtFixedRate(
            () -> produce(partition, request, record),
            AGAIN_MILLIS,
            AGAIN_MILLIS,
            TimeUnit.MILLISECONDS);
    ScheduledFuture<?> limit =
        timer.schedule(
            () ->
                answer.completeExceptionally(
                    new UnavailableException("The engine did not answer within 10 s")),
            LIMIT_MILLIS,
            TimeUnit.MILLISECONDS);
    return answer.whenComplete(
        (reply, failure) -> {
          waiting.remove(id);
          again.cancel(false);
          limit.cancel(false);
        });
  }

  // A request that Kafka did not take may still arrive; only a certain failure ends the wait.
  private static void failed(
      CompletableFuture<Reply> answer, @org.jspecify.annotations.Nullable Throwable failure) {
    if (failure instanceof UnavailableException) {
      answer.completeExceptionally(failure);
    }
  }

  @Override
  public CompletionStage<Void> send(int partition, EngineRequest request) {
    return produce(partition, request, EngineRequestCodec.encode(request));
  }

  /** The engine's answer to a request of this instance. Any thread. */
  public void answered(Reply reply) {
    CompletableFuture<Reply> answer = waiting.get(reply.requestId());
    if (answer != null) {
      answer.complete(reply);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private CompletableFuture<Void> produce(int partition, EngineRequest request, byte[] record) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    byte[] key = request.key().value().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(
          new ProducerRecord<>(Topics.REQUESTS, partition, key, record),
          (metadata, failure) -> {
            if (failure == null) {
              taken.complete(null);
            } else {
              taken.completeExceptionally(failure);
            }
          });
    } catch (KafkaException e) {
      taken.completeExceptionally(new UnavailableException("Kafka takes no requests now", e));
    }
    return taken;
  }
}
