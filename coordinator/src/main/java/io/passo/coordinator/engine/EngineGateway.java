package io.passo.coordinator.engine;

import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import java.util.concurrent.CompletionStage;

/** How the API asks the owner of a partition, wherever it runs. */
public interface EngineGateway {
  /**
   * Name of this instance: goes into {@link EngineRequest.Caller#instanceId()} so that the answer
   * finds the way back.
   */
  String instanceId();

  /** Partition that owns an execution. */
  int partitionOf(String executionArn);

  /** Where a lane is that a new execution would get. */
  enum Place {
    /** In this process, and it has time. */
    NEAR,
    /** In another process. */
    ELSEWHERE,
    /** It has enough to do. */
    BUSY
  }

  /** Where the lane of an execution is. */
  Place placeOf(String executionArn);

  /**
   * Sends a request to its partition; sends it again every 3 s until it is answered.
   *
   * @param partition where it goes
   * @throws OverloadedException if it is new work and the partition, or this instance, is behind
   */
  Sent call(int partition, EngineRequest request);

  /**
   * A request on its way.
   *
   * @param acknowledged done once Kafka has acknowledged the request: then it will be processed;
   *     not done if it is answered before it had to be sent
   * @param reply the answer after the commit; fails with {@link UnavailableException} after 10 s
   */
  record Sent(CompletionStage<Void> acknowledged, CompletionStage<Reply> reply) {}
}
