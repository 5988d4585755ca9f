package io.passo.coordinator.engine.express;

import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import java.util.concurrent.CompletableFuture;

/** {@code passo.express}: what was started asynchronously and what of it has ended. */
public interface ExpressLog {
  /**
   * Appends a start.
   *
   * @return done once it is durable: then the execution will run, perhaps more than once; fails
   *     with {@link io.passo.coordinator.engine.UnavailableException}
   */
  CompletableFuture<Void> started(StartExecution start);

  /** Appends an end; if that is lost, the execution may run again after a crash. */
  void ended(int partition, ExecutionKey key);
}
