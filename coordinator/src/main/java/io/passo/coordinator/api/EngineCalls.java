package io.passo.coordinator.api;

import io.passo.coordinator.engine.EngineGateway;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiFunction;

/** Asks the owner of a partition, with answers on the caller's context. */
@Singleton
public final class EngineCalls {
  /** How long a start whose name was generated waits for its commit. */
  private static final Duration UNNAMED_PATIENCE = Duration.ofMillis(500);

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
    // Sent again under the same id, which the lane answers once: only the acknowledgement is asked
    // for.
    Uni<Reply> acknowledged =
        Uni.createFrom()
            .completionStage(() -> gateway.send(partition, start))
            .map(sent -> accepted.apply(caller, key));
    return CallerContext.back(
        Uni.createFrom()
            .completionStage(() -> gateway.call(partition, start))
            .map(EngineCalls::available)
            .ifNoItem()
            .after(UNNAMED_PATIENCE)
            .recoverWithUni(acknowledged));
  }

  private Uni<Reply> ask(int partition, EngineRequest request) {
    return CallerContext.back(
        Uni.createFrom()
            .completionStage(() -> gateway.call(partition, request))
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
