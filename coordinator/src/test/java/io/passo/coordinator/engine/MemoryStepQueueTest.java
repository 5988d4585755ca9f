package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.coordinator.engine.memory.MemoryStepQueue;
import io.passo.protocol.JournalRecord.StepPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

class MemoryStepQueueTest extends StepQueueContract {
  private final Calls calls = new Calls();
  private final Map<StepPartition, MemoryLog> logs = new HashMap<>();
  private final StepQueue steps = newQueue();
  private final StepQueue another = newQueue();

  private StepQueue newQueue() {
    return new MemoryStepQueue(
        calls.world(), calls.node(), logs, Cluster.WORKER_SECRET, command -> false);
  }

  @Override
  protected StepQueue steps() {
    return steps;
  }

  @Override
  protected StepQueue another() {
    return another;
  }

  @Override
  protected StepPartition partition() {
    return new StepPartition(Cluster.POOL, 0);
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return calls.call(call);
  }

  @Override
  protected <T> T await(CompletableFuture<T> future) {
    return calls.await(future);
  }
}
