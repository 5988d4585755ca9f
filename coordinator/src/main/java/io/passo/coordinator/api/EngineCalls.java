package io.passo.coordinator.api;

import io.passo.coordinator.engine.EngineGateway;
import io.passo.coordinator.engine.EngineGateway.Place;
import io.passo.coordinator.engine.EngineGateway.Sent;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Asks the owner of a partition, with answers on the caller's context. */
@Singleton
public final class EngineCalls {
  /** How long a start whose name was generated waits for its commit. */
  private static final Duration UNNAMED_PATIENCE = Duration.ofMillis(500);

  // With two coordinators 94 of a hundred starts find one among so many, with four 68.
  private static final int MOST_NAMES = 4;

  private final EngineGateway gateway;
  private final InstantSource clock;

  public EngineCalls(EngineGateway gateway, InstantSource clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /**
   * Asks the owner of an execution and waits for the answer after the commit; "not now" fails with
   * 503.
   */
  public Uni<Reply> ask(
      String executionArn, BiFunction<Caller, ExecutionKey, EngineRequest> request) {
    return ask(
        gateway.partitionOf(executionArn), request.apply(caller(), ExecutionKey.of(executionArn)));
  }

  /** Asks the owner of a partition, which a task token or a queue names. */
  public Uni<Reply> ask(
      int partition, ExecutionKey key, BiFunction<Caller, ExecutionKey, EngineRequest> request) {
    return ask(partition, request.apply(caller(), key));
  }

  /**
   * Generates the name of an execution, if possible one that a lane of this process owns (ADR
   * 0037); if those have enough to do, one of another process.
   *
   * @param arn ARN of an execution with a name
   */
  public String newName(UnaryOperator<String> arn) {
    String spare = null;
    String name = "";
    for (int i = 0; i < MOST_NAMES; i++) {
      name = UUID.randomUUID().toString();
      Place place = gateway.placeOf(arn.apply(name));
      if (place == Place.NEAR) {
        return name;
      }
      spare = place == Place.ELSEWHERE ? name : spare;
    }
    return spare == null ? name : spare;
  }

  /**
   * Starts an execution whose name was generated: success on the commit, or after half a second on
   * the acknowledgement that the request will be processed.
   *
   * @param accepted the answer if the commit takes longer
   */
  public Uni<Reply> start(
      String executionArn,
      BiFunction<Caller, ExecutionKey, EngineRequest> request,
      BiFunction<Caller, ExecutionKey, Reply> accepted) {
    int partition = gateway.partitionOf(executionArn);
    Caller caller = caller();
    ExecutionKey key = ExecutionKey.of(executionArn);
    EngineRequest start = request.apply(caller, key);
    return CallerContext.back(
        Uni.createFrom()
            .item(() -> gateway.call(partition, start))
            .chain(sent -> committedOrTaken(sent, () -> accepted.apply(caller, key))));
  }

  private static Uni<Reply> committedOrTaken(Sent sent, Supplier<Reply> accepted) {
    Uni<Reply> committed = waitFor(sent.reply()).map(EngineCalls::available);
    // Kafka may take a request whose acknowledgement failed: only the answer tells.
    Uni<Reply> taken =
        waitFor(sent.acknowledged())
            .map(acknowledged -> accepted.get())
            .onFailure()
            .recoverWithUni(committed);
    // What is answered before it was sent is never acknowledged.
    return committed
        .ifNoItem()
        .after(UNNAMED_PATIENCE)
        .recoverWithUni(() -> Uni.combine().any().of(committed, taken));
  }

  // Whoever stops waiting cancels the copy, not what the gateway waits for.
  private static <T> Uni<T> waitFor(CompletionStage<T> stage) {
    return Uni.createFrom().completionStage(() -> stage.toCompletableFuture().copy());
  }

  private Uni<Reply> ask(int partition, EngineRequest request) {
    return CallerContext.back(
        Uni.createFrom()
            .item(() -> gateway.call(partition, request))
            .chain(sent -> waitFor(sent.reply()))
            .map(EngineCalls::available));
  }

  private Caller caller() {
    return new Caller(UUID.randomUUID().toString(), gateway.instanceId(), clock.millis());
  }

  private static Reply available(Reply reply) {
    if (reply instanceof Reply.Unavailable) {
      throw ApiErrors.unavailable("The service is temporarily unavailable");
    }
    return reply;
  }
}
