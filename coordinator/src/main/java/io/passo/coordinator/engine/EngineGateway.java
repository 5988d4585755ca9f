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

  /**
   * Sends a request to its partition and waits for the answer after the commit; sends it again
   * after 3 s.
   *
   * @param partition where it goes
   * @return the answer; fails with {@link UnavailableException} after 10 s
   */
  CompletionStage<Reply> call(int partition, EngineRequest request);

  /**
   * Sends a request without waiting for the commit.
   *
   * @return done once the request is acknowledged by Kafka: then it will be processed
   */
  CompletionStage<Void> send(int partition, EngineRequest request);
}
