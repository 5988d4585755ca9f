package io.passo.coordinator.engine.express;

import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code passo.express} in memory. */
public final class MemoryExpressLog implements ExpressLog {
  public final List<StartExecution> starts = new ArrayList<>();
  public final List<ExecutionKey> ends = new ArrayList<>();
  public boolean away;

  @Override
  public CompletableFuture<Void> started(StartExecution start) {
    if (away) {
      return CompletableFuture.failedFuture(new UnavailableException("Kafka is away"));
    }
    starts.add(start);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void ended(int partition, ExecutionKey key) {
    ends.add(key);
  }
}
