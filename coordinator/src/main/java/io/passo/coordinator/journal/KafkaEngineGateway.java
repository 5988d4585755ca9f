package io.passo.coordinator.journal;

import io.passo.coordinator.engine.EngineGateway;
import io.passo.coordinator.engine.EngineMetrics;
import io.passo.coordinator.engine.OverloadedException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Partitions;
import io.passo.protocol.Reply;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.EngineRequestCodec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Requests over {@code passo.requests}, answers matched by request id. A start whose lane runs in
 * this process is handed to it, and sent only if that lane stands still (ADR 0029).
 *
 * <p>A request is remembered until it is answered or its time is over, whether or not its caller
 * still waits. {@link #look} is called several times a second for all of them: a timer per request
 * costs more than the request.
 */
public final class KafkaEngineGateway implements EngineGateway {
  private static final long HANDED_MILLIS = 400;
  private static final long AGAIN_MILLIS = 3_000;
  private static final long LIMIT_MILLIS = 10_000;

  private final Producer<byte[], byte[]> producer;
  private final String instanceId;
  private final int partitions;
  private final InstantSource clock;
  private final EngineMetrics metrics;
  private final Admission admission;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable OwnLanes lanes;

  /** Lanes that run in this process. */
  public interface OwnLanes {
    /** Whether the lane of a partition runs here and has time for a new execution. */
    boolean haveTime(int partition);

    /** Whether it runs here at all. */
    boolean own(int partition);

    /**
     * Hands a request to the lane of a partition.
     *
     * @return how it fares there, for it may be lost before its commit; empty if it must be sent
     */
    Optional<HandedOver> offer(int partition, byte[] request);
  }

  /**
   * @param partitions engine partitions, P
   * @param mostBytes size of waiting requests from which on no new work is taken
   */
  public KafkaEngineGateway(
      Producer<byte[], byte[]> producer,
      String instanceId,
      int partitions,
      InstantSource clock,
      EngineMetrics metrics,
      long mostBytes) {
    this.producer = producer;
    this.instanceId = instanceId;
    this.partitions = partitions;
    this.clock = clock;
    this.metrics = metrics;
    this.admission = new Admission(partitions, mostBytes);
  }

  /**
   * From now on, calls are taken and starts handed to these lanes. Before, nobody here would hear
   * the answers.
   */
  public void serve(OwnLanes own) {
    lanes = own;
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
  public Place placeOf(String executionArn) {
    int partition = partitionOf(executionArn);
    if (admission.isBehind(partition)) {
      return Place.BUSY;
    }
    OwnLanes own = lanes;
    if (own == null) {
      return Place.ELSEWHERE;
    }
    if (own.haveTime(partition)) {
      return Place.NEAR;
    }
    return own.own(partition) ? Place.BUSY : Place.ELSEWHERE;
  }

  @Override
  public Sent call(int partition, EngineRequest request) {
    OwnLanes own = lanes;
    if (own == null) {
      throw UnavailableException.notStarted();
    }
    admit(partition, request);
    String id = request.caller().requestId();
    byte[] key = request.key().value().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topics.REQUESTS, partition, key, EngineRequestCodec.encode(request));
    Waiting call = new Waiting(message, clock.millis());
    waiting.put(id, call);
    admission.added(message.value().length);
    call.taken.exceptionally(failure -> refused(id, failure));
    Optional<HandedOver> handed =
        mayBeHanded(request) ? own.offer(partition, message.value()) : Optional.empty();
    handed.ifPresentOrElse(lane -> call.handed = lane, () -> produce(call));
    return new Sent(call.taken, call.reply);
  }

  // Only starts: any other request may follow one that was acknowledged and waits in the topic, and
  // must not overtake it.
  private static boolean mayBeHanded(EngineRequest request) {
    return request instanceof EngineRequest.StartExecution;
  }

  private void admit(int partition, EngineRequest request) {
    try {
      admission.check(partition, request);
    } catch (OverloadedException e) {
      metrics.throttled();
      throw e;
    }
  }

  private @Nullable Waiting forget(String id) {
    Waiting call = waiting.remove(id);
    if (call != null) {
      admission.removed(call.message.value().length);
    }
    return call;
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
    Waiting call = forget(reply.requestId());
    if (call != null) {
      call.reply.complete(reply);
    }
  }

  /**
   * Sends what was handed over to a lane that takes nothing for 400 ms and what Kafka did not take,
   * sends again what waits for 3 s, gives up what waits for 10 s. One thread.
   */
  public void look() {
    long now = clock.millis();
    Admission.Stock stock = admission.stock();
    waiting.forEach(
        (id, call) -> {
          stock.add(call.message.partition(), now - call.since);
          if (now - call.since >= LIMIT_MILLIS) {
            end(id, new UnavailableException("The engine did not answer within 10 s"));
          } else if (mustBeSent(call, now)) {
            call.handed = null;
            call.sentAt = now;
            produce(call);
          }
        });
    stock.close();
  }

  // Under load a start waits its turn for longer; a second one would make its lane slower still.
  private static boolean mustBeSent(Waiting call, long now) {
    if (call.unsent || now - call.sentAt >= AGAIN_MILLIS) {
      return true;
    }
    HandedOver lane = call.handed;
    if (lane == null || now - call.askedAt < HANDED_MILLIS) {
      return false;
    }
    call.askedAt = now;
    return !lane.hasMoved();
  }

  /** Requests that wait for their answer. */
  int waiting() {
    return waiting.size();
  }

  private void end(String id, Throwable failure) {
    Waiting call = forget(id);
    if (call != null) {
      call.reply.completeExceptionally(failure);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private void produce(Waiting call) {
    Try sent = new Try(call);
    call.unsent = false;
    try {
      producer.send(call.message, sent);
      sent.returned = true;
    } catch (KafkaException | IllegalStateException e) {
      call.taken.completeExceptionally(new UnavailableException("Kafka takes no requests now", e));
    }
  }

  /** One try to send. What fails before the producer returns was never on its way. */
  private static final class Try implements Callback {
    private final Waiting call;
    private volatile boolean returned;

    Try(Waiting call) {
      this.call = call;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure == null) {
        call.taken.complete(null);
      } else if (returned) {
        call.taken.completeExceptionally(failure);
      } else {
        call.unsent = true;
      }
    }
  }

  private static final class Waiting {
    final ProducerRecord<byte[], byte[]> message;
    final CompletableFuture<Void> taken = new CompletableFuture<>();
    final CompletableFuture<Reply> reply = new CompletableFuture<>();
    final long since;
    long sentAt;
    long askedAt;
    volatile boolean unsent;
    volatile @Nullable HandedOver handed;

    Waiting(ProducerRecord<byte[], byte[]> message, long now) {
      this.message = message;
      this.since = now;
      this.sentAt = now;
      this.askedAt = now;
    }
  }
}
