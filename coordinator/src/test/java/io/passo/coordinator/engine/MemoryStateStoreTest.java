package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.MemoryRedis;
import io.passo.coordinator.engine.memory.MemoryStateStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

class MemoryStateStoreTest extends StateStoreContract {
  private final Calls calls = new Calls();
  private final StateStore store =
      new MemoryStateStore(calls.world(), calls.node(), List.of(new MemoryRedis()), new long[] {0});

  @Override
  protected StateStore store() {
    return store;
  }

  @Override
  protected int partition() {
    return 0;
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
